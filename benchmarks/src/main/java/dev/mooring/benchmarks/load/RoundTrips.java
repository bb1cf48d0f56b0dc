package dev.mooring.benchmarks.load;

import java.util.Arrays;

/** The latest times between one answer and the next, with one message in flight. Marked by one thread at a time. */
final class RoundTrips {

    private static final int KEPT = 1 << 16;

    private final long[] nanos = new long[KEPT];
    private volatile int count;
    private long last;

    void mark() {
        long now = System.nanoTime();
        int index = count;
        nanos[index & KEPT - 1] = now - last;
        last = now;
        count = index + 1;
    }

    /** The median of what is kept; 0 when there is nothing. */
    double median() {
        int kept = Math.min(count, KEPT);
        long[] sorted = Arrays.copyOf(nanos, kept);
        Arrays.sort(sorted);
        return kept == 0 ? 0 : sorted[kept / 2];
    }
}
