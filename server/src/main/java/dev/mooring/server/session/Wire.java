package dev.mooring.server.session;

import dev.mooring.server.topic.Outbound;
import jakarta.websocket.CloseReason;
import jakarta.websocket.SendHandler;
import java.io.IOException;
import java.nio.ByteBuffer;

/** What {@link Outgoing} needs of the container's session; an interface so that the queue can be tested without one. */
interface Wire {

    /** A message has its place in the queue, and nobody has been called for it yet. */
    default void accepted() {}

    /** Starts to write a message; the handler hears when it is written, on any thread, perhaps before this returns. */
    void write(Outbound message, SendHandler handler);

    /** Writes a ping; may block on some servers. */
    void ping(ByteBuffer payload) throws IOException;

    /** Whether a pong that is written while nothing else is returns at once, even when the peer reads nothing. */
    default boolean pongsNeverBlock() {
        return false;
    }

    /** Writes a pong; may block on some servers. */
    void pong(ByteBuffer payload) throws IOException;

    /** Writes a close frame; may block. */
    void close(CloseReason reason);
}
