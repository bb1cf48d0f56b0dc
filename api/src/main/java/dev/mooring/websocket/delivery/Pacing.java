package dev.mooring.websocket.delivery;

import java.util.concurrent.TimeUnit;

/**
 * When one side acknowledges: after 100 messages, or 200 ms after the last time, or at once when that was longer ago. Not
 * sooner than 5 ms after the last time, as in a fast stream an acknowledgement costs both sides as much as dozens of messages;
 * except for 4 096 of them, lest a sender that has an outbox of the default size in flight waits for it. Thread-safe.
 */
public final class Pacing {

    /** So many messages are acknowledged together. */
    public static final int MESSAGES = 100;

    /** With fewer messages, so much time is between two acknowledgements. */
    public static final long NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    /** With more messages, at least so much is. */
    public static final long APART_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    /** So many are acknowledged without delay. */
    public static final int WITHOUT_DELAY = 4096;

    /** Nothing is due, and more messages or time must come before something is. */
    public static final long NOT_YET = Long.MAX_VALUE;

    private volatile long acknowledged;
    private volatile long at;

    /** Counts from here: so many are known to the peer, which was told now. */
    public Pacing(long acknowledged, long now) {
        this.acknowledged = acknowledged;
        this.at = now - NANOS;
    }

    /**
     * How long the next acknowledgement has to wait.
     *
     * @param processed messages by now
     * @param now or a little earlier: whoever asks at every message need not read the clock for each
     * @return nanoseconds, 0 when it is due, or {@link #NOT_YET}
     */
    public long delay(long processed, long now) {
        long news = processed - acknowledged;
        long since = now - at;
        if (news >= WITHOUT_DELAY) {
            return 0;
        }
        if (news >= MESSAGES) {
            return Math.min(APART_NANOS, Math.max(0, APART_NANOS - since));
        }
        return news > 0 && since >= NANOS ? 0 : NOT_YET;
    }

    /** Whether the peer has not been told of so many yet. */
    public boolean isNews(long processed) {
        return processed > acknowledged;
    }

    /** An acknowledgement of so many goes out now. By one thread at a time. */
    public void told(long processed, long now) {
        at = now;
        acknowledged = processed;
    }
}
