package dev.mooring.tyrus.engine;

/**
 * How long the application neither sent nor received: seen from the counters now and then, so that no message pays for it, and
 * only while there is a limit, so that an idle session hardly does.
 */
final class Idleness {

    private final Figures figures;
    private long epoch;
    private long seen;
    private long since;

    Idleness(Figures figures) {
        this.figures = figures;
    }

    /**
     * Nanoseconds for which this connection has been idle, from the first look at it on. Heartbeats do not count: they would
     * keep every session from being idle.
     */
    long at(long now, long connection) {
        long present = figures.receivedBytes() + figures.receivedMessages() + figures.sentMessages();
        if (present > seen || connection != epoch) {
            epoch = connection;
            seen = present;
            since = now;
        }
        return now - since;
    }
}
