package dev.mooring.server.resume;

/**
 * How many queued messages of a session the present thread has started in a row. It may have come for another session, or be the
 * one that reads for many: who always has more to send is not to keep it. Some containers tell of each write by the thread that wrote,
 * again and again, within one loop that goes on as long as the next message comes: so threads are told apart, not calls.
 *
 * <p>Not thread-safe.
 */
public final class Turn {

    /** The most. */
    static final int LENGTH = 64;

    private long thread; // by number, as a session may be kept longer than a container's thread
    private int started;

    /** A turn that nobody has begun. */
    public Turn() {}

    /**
     * Counts the next message in; {@code false} when the present thread is to leave it to another. That one may be the same again: it
     * begins anew.
     */
    public boolean take() {
        long present = Thread.currentThread().getId();
        if (thread != present) {
            thread = present;
            started = 0;
        }
        boolean taken = started < LENGTH;
        started = taken ? started + 1 : 0;
        return taken;
    }
}
