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

    /** How many there were. */
    int count() {
        return count;
    }

    /** The median of those after so many, as far as they are kept; 0 when there are none. */
    double medianAfter(int before) {
        int end = count;
        int kept = Math.min(end - before, KEPT);
        long[] sorted = new long[kept];
        for (int i = 0; i < kept; i++) {
            sorted[i] = nanos[end - kept + i & KEPT - 1];
        }
        Arrays.sort(sorted);
        return kept == 0 ? 0 : sorted[kept / 2];
    }
}
