package dev.mooring.websocket;

import java.time.Duration;
import java.time.Instant;

/**
 * A connection is open.
 *
 * @param epoch its number within the session, from 1
 * @param uri where to, without query
 * @param elapsed from the start of the attempt until open
 */
public record Opened(String sessionId, Instant at, long epoch, String uri, Duration elapsed) implements SessionEvent {}
