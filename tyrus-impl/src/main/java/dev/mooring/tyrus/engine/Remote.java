package dev.mooring.tyrus.engine;

import dev.mooring.websocket.SendOptions;
import dev.mooring.websocket.dispatch.Utf8;
import jakarta.websocket.EncodeException;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What both remotes of a session share. */
abstract class Remote implements RemoteEndpoint {

    private static final int MAX_CONTROL_PAYLOAD = 125;

    private final Driver driver;
    private final Binding binding;
    private volatile boolean batching;

    Remote(Driver driver, Binding binding) {
        this.driver = driver;
        this.binding = binding;
    }

    @Override
    public void sendPing(ByteBuffer data) throws IOException {
        present("a ping", data).connection().ping(data);
    }

    @Override
    public void sendPong(ByteBuffer data) throws IOException {
        present("a pong", data).connection().pong(data);
    }

    /** Kept, but of no effect: the transport gathers what it writes anyway. */
    @Override
    public void setBatchingAllowed(boolean allowed) {
        batching = allowed;
    }

    @Override
    public boolean getBatchingAllowed() {
        return batching;
    }

    @Override
    public void flushBatch() {}

    Sender sender() {
        return driver.sender();
    }

    Object encode(Object message) throws EncodeException {
        return binding.encoders().encode(given("message", message));
    }

    void post(Object message, SendOptions options, @Nullable SendHandler completion) {
        Object encoded = onTheWire(message);
        sender().send(encoded, size(encoded), options, completion);
    }

    /** Text in UTF-8, a ByteBuffer as it is. Text is encoded once, here, by the caller's thread: then its size is known. */
    static Object onTheWire(Object message) {
        return message instanceof String text ? text.getBytes(StandardCharsets.UTF_8) : message;
    }

    /** Of a whole message as {@link #onTheWire} has it, or of a part, whose text is a String. */
    static long size(Object message) {
        if (message instanceof byte[] utf8) {
            return utf8.length;
        }
        return message instanceof String text ? Utf8.length(text) : ((ByteBuffer) message).remaining();
    }

    /** The specification wants an IllegalArgumentException where Java would throw a NullPointerException. */
    static <T> T given(String what, @Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException(what + " must not be null");
        }
        return value;
    }

    private Link present(String what, ByteBuffer data) throws IOException {
        if (given("data", data).remaining() > MAX_CONTROL_PAYLOAD) {
            throw new IllegalArgumentException(
                    what + " holds at most " + MAX_CONTROL_PAYLOAD + " bytes, but got " + data.remaining());
        }
        Link present = driver.link();
        if (present == null || !driver.isOpen()) {
            throw new IOException("there is no connection, and " + what + " is not parked");
        }
        return present;
    }
}
