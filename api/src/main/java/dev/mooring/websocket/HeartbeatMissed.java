package dev.mooring.websocket;

import java.time.Duration;
import java.time.Instant;

/**
 * A ping went unanswered and the connection is given up.
 *
 * @param silence how long nothing had arrived
 */
public record HeartbeatMissed(String sessionId, Instant at, long epoch, Duration silence) implements SessionEvent {}
