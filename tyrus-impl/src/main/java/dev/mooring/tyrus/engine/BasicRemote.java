package dev.mooring.tyrus.engine;

import jakarta.websocket.EncodeException;
import jakarta.websocket.RemoteEndpoint;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.ByteBuffer;

/** Sends and waits until written, or until the outbox has it. */
final class BasicRemote extends Remote implements RemoteEndpoint.Basic {

    private final Parts parts;

    BasicRemote(Driver driver, Binding binding) {
        super(driver, binding);
        parts = new Parts(driver);
    }

    @Override
    public void sendText(String text) throws IOException {
        sendAndWait(given("text", text));
    }

    @Override
    public void sendBinary(ByteBuffer data) throws IOException {
        sendAndWait(given("data", data));
        data.position(data.limit());
    }

    @Override
    public void sendText(String part, boolean isLast) throws IOException {
        parts.send(given("part", part), isLast);
    }

    @Override
    public void sendBinary(ByteBuffer part, boolean isLast) throws IOException {
        parts.send(given("part", part), isLast);
    }

    @Override
    public OutputStream getSendStream() {
        return new PartsStream(parts);
    }

    @Override
    public Writer getSendWriter() {
        return new PartsWriter(parts);
    }

    @Override
    public void sendObject(Object message) throws IOException, EncodeException {
        sendAndWait(encode(message));
    }

    private void sendAndWait(Object message) throws IOException {
        Object encoded = onTheWire(message);
        sender().sendAndWait(encoded, size(encoded));
    }
}
