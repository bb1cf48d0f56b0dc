package dev.mooring.tyrus.engine;

import dev.mooring.websocket.SessionStats;
import dev.mooring.websocket.spi.ContainerOptions;
import java.time.Duration;
import java.time.Instant;

/** Reads the figures of a session. */
final class Snapshot {

    private Snapshot() {}

    static SessionStats of(Driver driver, ContainerOptions options) {
        Figures figures = driver.figures();
        Heart heart = driver.heart();
        Link link = driver.link();
        Long received = heart.lastReceived();
        return new SessionStats(
                driver.lifecycle().state(),
                driver.route().circuit().state(),
                driver.lifecycle().tries().retries(),
                options.retry().maxRetries(),
                driver.route().circuit().failures(),
                options.circuitBreaker().failures(),
                received == null ? null : Instant.now().minus(heart.silence()),
                link != null && driver.isOpen() ? link.uptime() : Duration.ZERO,
                figures.connectionsOpened,
                figures.sentMessages(),
                figures.receivedMessages(),
                figures.sentBytes(),
                figures.receivedBytes(),
                figures.droppedMessages(),
                driver.sender().bufferedAmount(),
                heart.roundTrip(),
                heart.smoothedRoundTrip(),
                figures.receivedPings());
    }
}
