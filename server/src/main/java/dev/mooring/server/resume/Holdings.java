package dev.mooring.server.resume;

import java.util.List;

/** What is kept for one session, in bytes: bounded for itself, and by the store for all sessions together. Not thread-safe. */
final class Holdings {

    private final SessionStore store;
    private final long maxBytes;
    private long bytes;

    Holdings(SessionStore store, long maxBytes) {
        this.store = store;
        this.maxBytes = maxBytes;
    }

    /** The most that one session may keep. */
    long maxBytes() {
        return maxBytes;
    }

    /** Takes room for so much; {@code false} when there is none. */
    boolean take(long cost) {
        boolean taken = bytes + cost <= maxBytes && store.take(cost);
        if (taken) {
            bytes += cost;
        }
        return taken;
    }

    /** These are kept no longer. */
    void release(List<Retained> gone) {
        long freed = 0;
        for (Retained each : gone) {
            freed += each.cost;
        }
        if (freed > 0) {
            bytes -= freed;
            store.giveBack(freed);
        }
    }
}
