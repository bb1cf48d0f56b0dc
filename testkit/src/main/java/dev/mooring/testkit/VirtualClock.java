package dev.mooring.testkit;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.function.LongSupplier;

/** A clock that shows a start plus the nanoseconds elapsed since. */
final class VirtualClock extends Clock {
    private final Instant start;
    private final ZoneId zone;
    private final LongSupplier elapsedNanos;

    VirtualClock(Instant start, ZoneId zone, LongSupplier elapsedNanos) {
        this.start = start;
        this.zone = zone;
        this.elapsedNanos = elapsedNanos;
    }

    @Override
    public Instant instant() {
        return start.plusNanos(elapsedNanos.getAsLong());
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
        return new VirtualClock(start, other, elapsedNanos);
    }
}
