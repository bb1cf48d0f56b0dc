package dev.mooring.websocket;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot of a session's figures. Its parts are read one after another, so sums may be off by what happens meanwhile.
 *
 * @param state where the session stands
 * @param circuitState the breaker of its current host
 * @param retryCount retries since the last stable connection
 * @param maxRetries how many there may be, −1 for ever
 * @param circuitFailures failed attempts that the breaker counts at present
 * @param failureThreshold failed attempts that open the breaker
 * @param lastActivity when something was last received, to about 0.1 s; {@code null} before the first connection
 * @param uptime how long the present connection has been open, zero without one
 * @param connectionsOpened connections opened in the session's life
 * @param messagesSent whole messages written
 * @param messagesReceived whole messages received
 * @param bytesSent payload bytes written
 * @param bytesReceived payload bytes received
 * @param messagesDropped messages that were not written, or not acknowledged, each told as {@link MessageDropped} up to the last
 *     event; also those that never came in with {@link Overflow#DROP_NEWEST}. Neither what a {@link SessionReset} counts, nor sends
 *     that failed with a connection: of messages never to be parked, and of those that four connections did not take
 * @param bufferedAmount bytes accepted and not yet written; of a resumable session, not yet acknowledged
 * @param heartbeatRoundTrip the last ping's round trip, {@code null} before the first
 * @param smoothedRoundTrip its moving average, each new value weighing an eighth; {@code null} before the first
 * @param pingsReceived pings that the peer has sent; each is answered, but only the newest of those that come faster than their
 *     answers can be written
 */
public record SessionStats(
        SessionState state,
        CircuitState circuitState,
        int retryCount,
        int maxRetries,
        int circuitFailures,
        int failureThreshold,
        @Nullable Instant lastActivity,
        Duration uptime,
        long connectionsOpened,
        long messagesSent,
        long messagesReceived,
        long bytesSent,
        long bytesReceived,
        long messagesDropped,
        long bufferedAmount,
        @Nullable Duration heartbeatRoundTrip,
        @Nullable Duration smoothedRoundTrip,
        long pingsReceived) {}
