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

    private volatile Tally current = new Tally(0, 0, 0);
    private final AtomicLong processed = new AtomicLong(); // apart, as it is asked for at every message

    /**
     * The connection with this number owns the session from now on: no message of another one counts.
     *
     * @return how many messages have been begun: the peer is to send what follows
     */
    public synchronized long claim(long connection) {
        long begun = current.fence();
        current = new Tally(connection, begun, 0);
        return begun;
    }

    /** The same when the peer has been told a count before, which others may have overtaken: what it sends twice is skipped. */
    public synchronized void claim(long connection, long promised) {
        long begun = current.fence();
        current = new Tally(connection, begun, begun - promised);
    }

    /** Whether a part of a message that comes on this connection now is to be handled; asked before its first part is. */
    public boolean isWanted(long connection) {
        Tally tally = current;
        return tally.connection == connection && tally.isWanted();
    }

    /**
     * A message of this connection is whole: whether it is to be handled, and counted as begun. A connection brings one message
     * at a time.
     */
    public boolean begin(long connection) {
        Tally tally = current;
        return tally.connection == connection && tally.begin();
    }

    /** The handler of the message that was begun last has returned. */
    public void finish() {
        processed.setRelease(processed.getPlain() + 1); // one handler at a time: nobody else writes
    }

    /** Messages begun. */
    public synchronized long begun() {
        return current.begun();
    }

    /** Messages whose handlers have returned. */
    public long processed() {
        return processed.get();
    }

    /**
     * What is begun, as its owner counts it. To count and to be fenced off are one atomic step each, so that a message is either
     * in the count that the next owner goes on from, or refused; a lock for each message would cost more than the counting.
     */
    private static final class Tally {

        private static final long FENCED = Long.MIN_VALUE; // so far below 0 that nothing counted in vain leads back

        private final long connection;
        private final AtomicLong begun;
        private long skip; // the connection's alone

        Tally(long connection, long begun, long skip) {
            this.connection = connection;
            this.begun = new AtomicLong(begun);
            this.skip = skip;
        }

        boolean isWanted() {
            return skip == 0 && begun.get() >= 0;
        }

        boolean begin() {
            if (skip > 0) {
                skip--;
                return false;
            }
            return begun.getAndIncrement() >= 0;
        }

        long begun() {
            return begun.get();
        }

        long fence() {
            return begun.getAndSet(FENCED);
        }
    }
}
