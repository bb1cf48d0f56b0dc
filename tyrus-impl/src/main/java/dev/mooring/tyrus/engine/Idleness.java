package dev.mooring.tyrus.engine;

import java.time.Duration;

/** How long the application neither sent nor received: seen from the counters now and then, so that no message pays for it. */
final class Idleness {

    private final Figures figures;
    private final Heart heart;
    private long epoch;
    private long seen;
    private long since;

    Idleness(Figures figures, Heart heart) {
        this.figures = figures;
        this.heart = heart;
    }

    /** How long this connection has been idle. Heartbeats do not count: they would keep every session from being idle. */
    Duration at(long now, long connection) {
        long messages = figures.receivedBytes() + figures.receivedMessages() + figures.sentMessages();
        long present = heart.pingMessage() == null ? messages : messages - heart.lastPing();
        if (present > seen || connection != epoch) {
            epoch = connection;
            seen = present;
            since = now;
        }
        return Duration.ofNanos(now - since);
    }
}
