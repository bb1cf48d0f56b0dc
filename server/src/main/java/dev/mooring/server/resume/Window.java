package dev.mooring.server.resume;

import dev.mooring.websocket.delivery.Reset;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** How long a session is kept without a connection: as long as one may come. Not thread-safe: the record guards it. */
final class Window {

    /** The longest for a session whose first connection was never seen to open: its client may be on its way back. */
    private static final long UNOPENED_NANOS = TimeUnit.SECONDS.toNanos(30);

    /** Between two looks for messages that have expired. */
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final long nanos;
    private ResumeDesk desk; // where the last connection came in
    private long since;
    private long looked;

    Window(Duration window, ResumeDesk desk) {
        this.nanos = window.toNanos();
        this.desk = desk;
        this.since = desk.ticker().nanos();
        this.looked = since;
    }

    /** A connection has come, by this desk. */
    void end(ResumeDesk by) {
        desk = by;
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

    /** Why the session ends if there is no connection; {@code null} while one may come. */
    @Nullable Reset whyOver(long now, boolean everOpened) {
        if (desk.isShut()) {
            return Reset.UNKNOWN; // as it would be anywhere else
        }
        return now - since > (everOpened ? nanos : Math.min(nanos, UNOPENED_NANOS)) ? Reset.EXPIRED : null;
    }
}
