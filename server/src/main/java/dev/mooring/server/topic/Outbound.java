package dev.mooring.server.topic;

import dev.mooring.websocket.SendOptions;
import dev.mooring.websocket.dispatch.Utf8;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A message in the form in which it is sent, made once and shared by everyone it is sent to. Immutable as far as it can be: of a
 * buffer the position and limit count that it comes in with, but its bytes are the sender's.
 */
public final class Outbound {

    private final @Nullable String text;
    private final @Nullable ByteBuffer data;
    private final SendOptions options;
    private final long bytes;

    private Outbound(@Nullable String text, @Nullable ByteBuffer data, SendOptions options, long bytes) {
        this.text = text;
        this.data = data;
        this.options = options;
        this.bytes = bytes;
    }

    /**
     * A text message. An unpaired surrogate is a question mark from here on, as Undertow and Jetty write it: Tyrus and
     * Tomcat refuse it, and Tomcat so late that it writes nothing else to the connection then.
     */
    public static Outbound text(String text, SendOptions options) {
        long measured = Utf8.measure(text);
        return measured < 0
                ? new Outbound(Utf8.encodable(text), null, options, ~measured)
                : new Outbound(text, null, options, measured);
    }

    /** A binary message, of a buffer whose bytes nobody changes before it is sent. */
    public static Outbound binary(ByteBuffer data, SendOptions options) {
        return new Outbound(null, data.asReadOnlyBuffer(), options, data.remaining());
    }

    /** The same message with bytes of its own, for who keeps it longer than its sender keeps the buffer. */
    public Outbound copy() {
        if (data == null) {
            return this;
        }
        ByteBuffer bytes = ByteBuffer.allocate(data.remaining()).put(data.duplicate());
        return binary(bytes.flip(), options);
    }

    /** The same message without options, for who has seen to them. */
    @SuppressWarnings("ReferenceEquality") // one that is equal may be made anew
    public Outbound plain() {
        return options == SendOptions.NONE ? this : new Outbound(text, data, SendOptions.NONE, bytes);
    }

    /** The text, or {@code null} when it is binary. */
    public @Nullable String text() {
        return text;
    }

    /** A view of the data with a position of its own, or {@code null} when it is text. */
    public @Nullable ByteBuffer data() {
        return data == null ? null : data.duplicate();
    }

    /** How it is to be sent. */
    public SendOptions options() {
        return options;
    }

    /** Bytes of payload, text as UTF-8. */
    public long bytes() {
        return bytes;
    }
}
