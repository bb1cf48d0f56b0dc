package dev.mooring.websocket;

import java.time.Duration;
import java.time.Instant;

/**
 * The next attempt is scheduled.
 *
 * @param attempt the number of the retry since the last stable connection, from 1
 * @param maxRetries how many there may be, −1 for ever
 * @param delay how long until then, jitter included
 * @param cause why there is no connection
 */
public record RetryScheduled(
        String sessionId, Instant at, int attempt, int maxRetries, Duration delay, ConnectionException cause)
        implements SessionEvent {}
