package dev.mooring.server.handshake;

import static java.util.Objects.requireNonNull;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts rejected handshakes by status and by cause. Thread-safe. */
public final class Rejections {

    private final ConcurrentMap<Integer, LongAdder> byStatus = new ConcurrentHashMap<>();
    private final Map<RejectionCause, LongAdder> byCause =
            new EnumMap<>(RejectionCause.class); // never changed once filled

    Rejections() {
        for (RejectionCause cause : RejectionCause.values()) {
            byCause.put(cause, new LongAdder());
        }
    }

    void count(int status, RejectionCause cause) {
        byStatus.computeIfAbsent(status, key -> new LongAdder()).increment();
        of(cause).increment();
    }

    /** A snapshot: status to count. */
    public Map<Integer, Long> snapshot() {
        Map<Integer, Long> counts = new TreeMap<>();
        byStatus.forEach((status, count) -> counts.put(status, count.sum()));
        return counts;
    }

    /** How many there were for this cause. */
    public long count(RejectionCause cause) {
        return of(cause).sum();
    }

    private LongAdder of(RejectionCause cause) {
        return requireNonNull(byCause.get(cause));
    }
}
