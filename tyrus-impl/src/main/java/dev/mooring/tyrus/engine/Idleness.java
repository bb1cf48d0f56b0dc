package dev.mooring.tyrus.engine;

import java.time.Duration;

/** How long the application neither sent nor received: seen from the counters now and then, so that no message pays for it. */
final class Idleness {

    private final Figures figures;
    private long epoch;
    private long seen;
    private long since;

    Idleness(Figures figures) {
        this.figures = figures;
    }

    /** How long this connection has been idle. Heartbeats do not count: they would keep every session from being idle. */
    Duration at(long now, long connection) {
        long present = figures.receivedBytes() + figures.receivedMessages() + figures.sentMessages();
        if (present > seen || connection != epoch) {
            epoch = connection;
            seen = present;
            since = now;
        }
        return Duration.ofNanos(now - since);
    }
}
