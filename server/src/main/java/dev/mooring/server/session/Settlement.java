package dev.mooring.server.session;

import dev.mooring.server.resume.Progress;
import dev.mooring.server.resume.SessionRecord;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The end of a resumable connection that the application closes, or a drain. What the session had for its client by then is
 * written, the client has a moment to acknowledge it, and the handler that runs may return and be acknowledged; then the
 * close frame goes. So little is left of which one side does not know what became of it. Thread-safe.
 */
final class Settlement {

    /** A client acknowledges within 200 ms. */
    private static final long MOMENT_NANOS = TimeUnit.MILLISECONDS.toNanos(350);

    private final SessionRecord record;
    private final long number;
    private final long upTo;
    private final long deadline;
    private final Runnable close;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile boolean written;
    private volatile long momentEnds;

    /** @param deadline of it all */
    Settlement(SessionRecord record, long number, long deadline, Runnable close) {
        this.record = record;
        this.number = number;
        this.deadline = deadline;
        this.close = close;
        this.upTo = record.progress().kept();
        record.fence(number);
    }

    /**
     * Closes if it is time: asked at each acknowledgement, when a handler has returned, and by the tick.
     *
     * @param last whether there is no tick any more: then nobody is waited for who may never ask again
     */
    void judge(long now, boolean last) {
        Progress progress = record.progress();
        boolean due = isSettled(progress, now)
                || now - deadline >= 0
                || !record.isCarriedBy(number)
                || (last && !progress.waiting());
        if (due && closed.compareAndSet(false, true)) {
            close.run();
        }
    }

    private boolean isSettled(Progress progress, long now) {
        long last = Math.min(upTo, progress.kept()); // fewer, when some have expired
        if (!written && progress.written() >= last) {
            momentEnds = now + MOMENT_NANOS;
            written = true;
        }
        boolean acknowledged = progress.acknowledged() >= last || (written && now - momentEnds >= 0);
        return acknowledged && record.receiving().begun() == record.receiving().processed();
    }
}
