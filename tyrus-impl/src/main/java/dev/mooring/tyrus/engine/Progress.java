package dev.mooring.tyrus.engine;

import dev.mooring.tyrus.transport.Connection;
import java.io.IOException;
import java.nio.ByteBuffer;
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

    /** Writes a part of a message, a String or a ByteBuffer, and waits for it; a stuck connection ends the waiting. */
    void write(Connection target, Object part, boolean last) throws IOException {
        partBegan = pulse.now();
        try {
            if (part instanceof String text) {
                target.sendPart(text, last);
            } else {
                target.sendPart((ByteBuffer) part, last);
            }
        } catch (RuntimeException e) { // Tyrus throws these when the connection has gone just now
            throw new IOException("the part could not be written: " + e.getMessage(), e);
        } finally {
            partBegan = NONE;
            made();
        }
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
