package dev.mooring.server.handshake;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts rejected handshakes by status. Thread-safe. */
public final class Rejections {

    private final ConcurrentMap<Integer, LongAdder> byStatus = new ConcurrentHashMap<>();

    void count(int status) {
        byStatus.computeIfAbsent(status, key -> new LongAdder()).increment();
    }

    /** A snapshot: status to count. */
    public Map<Integer, Long> snapshot() {
        Map<Integer, Long> counts = new TreeMap<>();
        byStatus.forEach((status, count) -> counts.put(status, count.sum()));
        return counts;
    }
}
