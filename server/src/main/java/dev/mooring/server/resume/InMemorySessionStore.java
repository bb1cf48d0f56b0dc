package dev.mooring.server.resume;

import dev.mooring.websocket.delivery.Reset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The records of one process. */
final class InMemorySessionStore implements SessionStore {

    /** So many sessions that ended without their client's doing are remembered, by their id alone. */
    private static final int MAX_REMEMBERED = 1024;

    private final int maxSessions;
    private final long maxBytes;
    private final ConcurrentMap<String, SessionRecord> records = new ConcurrentHashMap<>();
    private final AtomicLong count = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();

    private final Map<String, Reset> gone = new LinkedHashMap<>() { // guarded by itself
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Reset> eldest) {
                    return size() > MAX_REMEMBERED;
                }
            };

    InMemorySessionStore(int maxSessions, long maxBytes) {
        if (maxSessions < 1 || maxBytes < 1) {
            throw new IllegalArgumentException(
                    "session store must have room for at least 1 session and 1 byte, but has " + maxSessions + " and "
                            + maxBytes);
        }
        this.maxSessions = maxSessions;
        this.maxBytes = maxBytes;
    }

    @Override
    public boolean add(SessionRecord record) {
        boolean added = take(count, 1, maxSessions);
        if (added) {
            records.put(record.getId(), record);
        }
        return added;
    }

    @Override
    public @Nullable SessionRecord find(String id) {
        return records.get(id);
    }

    @Override
    public void remove(SessionRecord record, @Nullable Reset reason) {
        if (reason != null && record.equals(records.get(record.getId()))) {
            synchronized (gone) { // first: who does not find the record asks why
                gone.put(record.getId(), reason);
            }
        }
        if (records.remove(record.getId(), record)) {
            count.decrementAndGet();
        }
    }

    @Override
    public Reset whyGone(String id) {
        synchronized (gone) {
            return gone.getOrDefault(id, Reset.UNKNOWN);
        }
    }

    @Override
    public boolean take(long more) {
        return take(bytes, more, maxBytes);
    }

    /** Never more than there is, not for a moment either: others would be told that there is no room. */
    private static boolean take(AtomicLong taken, long more, long max) {
        long present = taken.get();
        while (more <= max - present) {
            if (taken.compareAndSet(present, present + more)) {
                return true;
            }
            present = taken.get();
        }
        return false;
    }

    @Override
    public void giveBack(long less) {
        bytes.addAndGet(-less);
    }

    @Override
    public void expire(long now) {
        records.values().forEach(record -> record.expire(now));
    }

    @Override
    public int sessions() {
        return records.size();
    }

    @Override
    public long bytes() {
        return bytes.get();
    }
}
