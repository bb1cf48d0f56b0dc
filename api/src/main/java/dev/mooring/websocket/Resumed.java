package dev.mooring.websocket;

import java.time.Instant;

/**
 * A connection has taken up the session where the last one left it.
 *
 * @param epoch the number of the connection
 * @param replayed how many messages are sent again, as the server has not received them
 * @param acknowledged how many messages the server turned out to have handled, though it could not say so before
 */
public record Resumed(String sessionId, Instant at, long epoch, long replayed, long acknowledged)
        implements SessionEvent {}
