package dev.mooring.server.resume;

import dev.mooring.server.topic.Outbound;
import jakarta.websocket.SendHandler;

/** The connection that carries a session at present. No method blocks or throws. */
public interface Carrier {

    /** Writes a message; the one before has been written. */
    void write(Outbound message, SendHandler handler);

    /** Has another thread do something soon. */
    void handOn(Runnable task);

    /** A message could not be written: this connection is of no use any more. */
    void broken();

    /** A newer connection carries the session from now on: this one ends. */
    void takenOver();

    /** The session has ended: more was to be kept for its client than there is room for. */
    void overflowed();
}
