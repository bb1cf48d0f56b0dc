package dev.mooring.testkit;

/** A limit of bytes per second, kept by small pieces at even distances. */
final class Pace {
    private static final int PIECES_PER_SECOND = 50;
    private static final long SECOND = 1_000_000_000;

    private final int bytesPerSecond;
    private long next;

    Pace(int bytesPerSecond, long now) {
        this.bytesPerSecond = bytesPerSecond;
        this.next = now;
    }

    /** How many bytes may be written now. */
    int allowance(long now) {
        return now < next ? 0 : Math.max(1, bytesPerSecond / PIECES_PER_SECOND);
    }

    /** Nanoseconds until something is allowed again. */
    long untilNext(long now) {
        return next - now;
    }

    void spend(int bytes, long now) {
        next = now + bytes * SECOND / bytesPerSecond;
    }
}
