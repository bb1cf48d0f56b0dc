package dev.mooring.websocket;

import java.time.Duration;
import java.time.Instant;

/**
 * A connection ended.
 *
 * @param code the close code, 1006 when there was no close frame
 * @param reason the close reason, control characters replaced
 * @param uptime how long the connection was open
 */
public record Closed(String sessionId, Instant at, long epoch, int code, String reason, Duration uptime)
        implements SessionEvent {}
