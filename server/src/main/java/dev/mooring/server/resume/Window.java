package dev.mooring.server.resume;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** How long a session is kept without a connection. Not thread-safe: the record guards it. */
final class Window {

    /** The longest for a session whose first connection was never seen to open: its client may be on its way back. */
    private static final long UNOPENED_NANOS = TimeUnit.SECONDS.toNanos(30);

    /** Between two looks for messages that have expired. */
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final long nanos;
    private long since;
    private long looked;

    Window(Duration window, long now) {
        this.nanos = window.toNanos();
        this.since = now;
        this.looked = now;
    }

    /** There is no connection any more. */
    void begin(long now) {
        since = now;
    }

    /** Whether it is time to look for messages that have expired. */
    boolean isLookDue(long now) {
        boolean due = now - looked > LOOK_NANOS;
        looked = due ? now : looked;
        return due;
    }

    /** Whether it is over, while there is no connection. */
    boolean isOver(long now, boolean everOpened) {
        return now - since > (everOpened ? nanos : Math.min(nanos, UNOPENED_NANOS));
    }
}
