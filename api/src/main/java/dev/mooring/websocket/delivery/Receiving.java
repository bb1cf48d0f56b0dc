package dev.mooring.websocket.delivery;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts what one side of a session receives, across connections: each message is begun once, whichever connections bring
 * it. Only the connection that owns the session counts; an older one is fenced off in the moment the next claims it.
 *
 * <p>A message that has been begun is never asked for again, as its handler runs to its end. Thread-safe; handlers run one at
 * a time.
 */
public final class Receiving {

    private long owner;
    private long begun;
    private final AtomicLong processed = new AtomicLong(); // apart, as it is asked for at every message
    private long skip;

    /**
     * The connection with this number owns the session from now on: no message of another one counts.
     *
     * @return how many messages have been begun: the peer is to send what follows
     */
    public synchronized long claim(long connection) {
        owner = connection;
        skip = 0;
        return begun;
    }

    /** The same when the peer has been told a count before, which others may have overtaken: what it sends twice is skipped. */
    public synchronized void claim(long connection, long promised) {
        skip = claim(connection) - promised;
    }

    /** Whether a message that comes on this connection now is to be handled; asked before its first part is. */
    public synchronized boolean isWanted(long connection) {
        return owner == connection && skip == 0;
    }

    /** A message of this connection is whole: whether it is to be handled, and counted as begun. */
    public synchronized boolean begin(long connection) {
        if (owner != connection) {
            return false;
        }
        if (skip > 0) {
            skip--;
            return false;
        }
        begun++;
        return true;
    }

    /** The handler of the message that was begun last has returned. */
    public void finish() {
        processed.setRelease(processed.getPlain() + 1); // one handler at a time: nobody else writes
    }

    /** Messages begun. */
    public synchronized long begun() {
        return begun;
    }

    /** Messages whose handlers have returned. */
    public long processed() {
        return processed.get();
    }
}
