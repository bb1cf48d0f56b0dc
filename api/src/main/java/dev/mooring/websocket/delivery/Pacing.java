package dev.mooring.websocket.delivery;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * When one side acknowledges: after 100 messages, or 200 ms after the last time, or at once when that was longer ago. Not
 * sooner than 5 ms after the last time, as in a fast stream an acknowledgement costs both sides as much as dozens of messages.
 *
 * <p>Without any delay when the sender may have little room left for more: after 4 096 messages, as many as half an outbox of
 * the default size holds, and after 512 KiB, half of what a server keeps for a session by default. Thread-safe.
 */
public final class Pacing {

    /** So many messages are acknowledged together. */
    static final int MESSAGES = 100;

    /** With fewer messages, so much time is between two acknowledgements. */
    static final long NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    /** With more messages, at least so much is. */
    static final long APART_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    /** So many are acknowledged without delay. */
    public static final int WITHOUT_DELAY = 4096;

    /** And so many bytes, in however few messages. */
    public static final int BYTES = 512 << 10;

    /** So much later than it is due a reminder looks: while messages come, the thread that brings them is to find it out. */
    static final long LATE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    /** How long a reminder sleeps when the last one came in vain: messages keep coming, and each of them is one. */
    static final long UNNEEDED_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    /** Nothing is due, and more messages or time must come before something is. */
    static final long NOT_YET = Long.MAX_VALUE;

    private static final int LOOKS = 8;

    private volatile long acknowledged;
    private volatile long at;
    private final AtomicLong size = new AtomicLong(); // of all that was handled
    private volatile long acknowledgedSize;
    private volatile boolean unneeded; // the last reminder was

    /** Counts from here: so many are known to the peer, which was told now. */
    Pacing(long acknowledged, long now) {
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
    long delay(long processed, long now) {
        long news = processed - acknowledged;
        long since = now - at;
        if (news >= WITHOUT_DELAY || (news > 0 && size.get() - acknowledgedSize >= BYTES)) {
            return 0;
        }
        if (news >= MESSAGES) {
            return Math.min(APART_NANOS, Math.max(0, APART_NANOS - since));
        }
        return news > 0 && since >= NANOS ? 0 : NOT_YET;
    }

    /** A message or a part of one, of so many bytes, has been handled. By one thread at a time. */
    void handled(long bytes) {
        size.setRelease(size.getPlain() + bytes);
    }

    /**
     * For how many bytes a text counts: its characters, or three times as many if some of those looked at are not ASCII. To
     * count exactly would cost as much as to receive it, and too much only means an acknowledgement more.
     */
    public static long weigh(String text) {
        int length = text.length();
        int step = length / LOOKS;
        if (step < 2) {
            return length * 3L;
        }
        int seen = 0;
        for (int i = 0; i < LOOKS; i++) { // two neighbours each time, lest a text of a regular pattern deceives
            seen |= text.charAt(i * step) | text.charAt(i * step + 1);
        }
        return seen < 0x80 ? length : length * 3L;
    }

    /**
     * How long who is to look again may sleep. Should no message come any more nobody else would look; but waking somebody
     * costs more than the acknowledgement, so it is seldom done while messages do come.
     */
    long remindIn(long delay) {
        return unneeded ? UNNEEDED_NANOS : delay + LATE_NANOS;
    }

    /** A reminder has looked, and found an acknowledgement to be due, or that messages had seen to it. */
    void reminded(boolean due) {
        unneeded = !due;
    }

    /** Whether the peer has not been told of so many yet. */
    boolean isNews(long processed) {
        return processed > acknowledged;
    }

    /** An acknowledgement of so many goes out now. By one thread at a time. */
    void told(long processed, long now) {
        at = now;
        acknowledgedSize = size.get();
        acknowledged = processed;
    }
}
