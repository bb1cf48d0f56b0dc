package dev.mooring.websocket.delivery;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** When one side acknowledges: after 100 messages, or 200 ms after the last time, or at once when that was longer ago. Thread-safe. */
public final class Pacing {

    /** So many messages are acknowledged at once. */
    public static final int MESSAGES = 100;

    /** With fewer messages, so much time is between two acknowledgements. */
    public static final long NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final AtomicLong acknowledged;
    private volatile long at;

    /** Counts from here: so many are known to the peer, which was told now. */
    public Pacing(long acknowledged, long now) {
        this.acknowledged = new AtomicLong(acknowledged);
        this.at = now - NANOS;
    }

    /** Whether to acknowledge; who is told so does it, and nobody else is told so for the same messages. */
    public boolean isDue(long processed, long now) {
        long told = acknowledged.get();
        boolean due = processed - told >= MESSAGES || processed > told && now - at >= NANOS;
        if (due) {
            at = now; // first, so that nobody finds the time old and the count new
        }
        return due && acknowledged.compareAndSet(told, processed);
    }
}
