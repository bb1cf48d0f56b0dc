package dev.mooring.server.resume;

import java.util.List;

/**
 * What is kept for one session, in bytes: bounded for itself, and by the store for all sessions together. Not thread-safe.
 *
 * <p>The store has one count for all sessions, which costs too much to be changed at every message: a session that keeps much takes
 * room there for an eighth more.
 */
final class Holdings {

    private static final System.Logger LOG = System.getLogger(Holdings.class.getName());

    private final SessionStore store;
    private final long maxBytes;
    private long bytes;
    private long room; // that the store has given: for these bytes, and some to come

    Holdings(SessionStore store, long maxBytes) {
        this.store = store;
        this.maxBytes = maxBytes;
    }

    /** The most that one session may keep. */
    long maxBytes() {
        return maxBytes;
    }

    /** Takes room for so much, which may be less than none; {@code false} when there is none. */
    boolean take(long cost) {
        long wanted = bytes + cost;
        boolean taken = wanted <= maxBytes
                && (wanted <= room || reserve(Math.min(maxBytes, withSpare(wanted))) || reserve(wanted));
        if (taken) {
            bytes = wanted;
        }
        if (cost < 0) {
            trim();
        }
        return taken;
    }

    private boolean reserve(long total) {
        boolean given = store.take(total - room);
        if (given) {
            room = total;
        }
        return given;
    }

    private static long withSpare(long used) {
        return used + used / 8;
    }

    /** These are kept no longer. */
    void release(List<Retained> gone) {
        for (Retained each : gone) {
            bytes -= each.cost;
        }
        trim();
    }

    private void trim() {
        long enough = withSpare(bytes);
        if (room > enough) {
            long spare = room - enough;
            room = enough;
            giveBack(spare);
        }
    }

    /** Whatever the store throws: who releases what is kept has its senders to tell. */
    private void giveBack(long spare) {
        try {
            store.giveBack(spare);
        } catch (Throwable e) {
            LOG.log(System.Logger.Level.ERROR, "the session store cannot take room back", e);
        }
    }
}
