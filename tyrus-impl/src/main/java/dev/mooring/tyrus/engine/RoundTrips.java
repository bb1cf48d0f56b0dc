package dev.mooring.tyrus.engine;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/** The answered heartbeats of a container, added up. Thread-safe. */
final class RoundTrips {

    private final LongAdder answered = new LongAdder();
    private final LongAdder nanos = new LongAdder();

    void add(long roundTrip) {
        nanos.add(roundTrip);
        answered.increment();
    }

    long answered() {
        return answered.sum();
    }

    Duration total() {
        return Duration.ofNanos(nanos.sum());
    }
}
