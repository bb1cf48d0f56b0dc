package dev.mooring.tyrus.transport;

import jakarta.websocket.CloseReason;
import jakarta.websocket.SendHandler;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * One open connection. Thread-safe. Whole messages are queued and written in the order of the calls; each completion is
 * called exactly once, successfully when the last byte has been handed to the operating system. A completion that fails
 * means that the message did not leave whole, so that the peer cannot have seen it.
 */
public interface Connection extends Transport.Opening {

    /**
     * Queues a whole text message in UTF-8; the bytes must not change until the completion. If it throws, nothing was queued, and
     * the completion is not called. The same goes for the next two.
     *
     * @throws AmidPartsException if a message in parts is under way, perhaps
     */
    void sendText(byte[] utf8, SendHandler completion);

    /** Queues a whole text message. What cannot be encoded becomes a question mark, as everywhere in Java. */
    default void sendText(String text, SendHandler completion) {
        sendText(text.getBytes(StandardCharsets.UTF_8), completion);
    }

    /** Queues a whole binary message; the buffer's bytes must not change until the completion. */
    void sendBinary(ByteBuffer data, SendHandler completion);

    /** Writes a part of a text message; blocks until written. Whole messages may not be sent in between. */
    void sendPart(String part, boolean last) throws IOException;

    /** Writes a part of a binary message; blocks until written. Whole messages may not be sent in between. */
    void sendPart(ByteBuffer part, boolean last) throws IOException;

    /** Queues a ping; never blocks. */
    void ping(ByteBuffer data) throws IOException;

    /** Queues a pong; never blocks. */
    void pong(ByteBuffer data) throws IOException;

    /** Starts the closing handshake; never blocks. The end is heard from the listener. */
    void close(CloseReason reason);

    /**
     * Whether it has anything in its hands that the operating system has not taken. A look that may be a moment old; one that
     * cannot tell says yes.
     */
    default boolean hasUnwritten() {
        return true;
    }

    /** The container's session, for what was negotiated: subprotocol, extensions, protocol version. */
    Session session();
}
