package dev.mooring.tyrus.engine;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;

/**
 * Whether the transport gets on with what it has in its hands, by the pulse's coarse time. Threads that send and those of the
 * transport tell it; the pulse asks.
 */
final class Progress {

    private static final long NONE = Long.MIN_VALUE;

    private static final AtomicLongFieldUpdater<Progress> PART_BEGAN =
            AtomicLongFieldUpdater.newUpdater(Progress.class, "partBegan");

    private final Pulse pulse;
    private final long limit;
    private volatile long last;
    private volatile long partBegan = NONE;

    /** Progress that is to be made within this time. */
    Progress(Pulse pulse, Duration limit) {
        this.pulse = pulse;
        this.limit = limit.toNanos();
    }

    /** The transport has taken something off our hands, or had nothing in its own. */
    void made() {
        long now = pulse.now();
        if (last != now) { // a volatile write costs more than this look
            last = now;
        }
    }

    /** The writing of a part begins, for which its caller waits. */
    void partBegins() {
        partBegan = pulse.now();
    }

    /** The part is written, or failed. */
    void partEnds() {
        partBegan = NONE;
        made();
    }

    /** Whether there has been none within the limit. */
    boolean isOverdue(long now) {
        return now - last > limit;
    }

    /** Whether a part has been in writing for longer than the limit. */
    boolean isPartOverdue(long now) {
        long began = partBegan;
        return began != NONE && now - began > limit;
    }

    /** The silence of a stopped process is not the connection's. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // what is made at the same time may look older, by less than the lapse
    void excuse(long lapse) {
        last += lapse;
        long began = partBegan;
        if (began != NONE) {
            PART_BEGAN.compareAndSet(this, began, began + lapse); // unless it ends meanwhile
        }
    }
}
