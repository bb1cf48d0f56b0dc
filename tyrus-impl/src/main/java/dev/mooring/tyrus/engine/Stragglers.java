package dev.mooring.tyrus.engine;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Whole messages on their way when a message in parts takes the connection: who saw the way free a moment ago may be on it
 * still, and a whole message between two parts would break the connection.
 */
record Stragglers(Room room, Dock dock) {

    private static final long MOST_NANOS = Duration.ofMillis(250).toNanos();
    private static final long LOOK_NANOS = 20_000;

    /**
     * Waits until all that was admitted is written or parked, and no heartbeat is being handed over. It would be written before the first part anyway, so this takes
     * no longer; but not for ever, as the caller may be a completion that others wait behind.
     */
    void await() {
        long end = System.nanoTime() + MOST_NANOS;
        while ((room.messages() > dock.parkedMessages() || dock.isPassed())
                && System.nanoTime() - end < 0
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(this, LOOK_NANOS);
        }
    }
}
