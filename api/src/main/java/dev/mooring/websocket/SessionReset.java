package dev.mooring.websocket;

import java.time.Instant;

/**
 * The server has no record of the session any more: this connection begins a new one. What the server had sent and we had not
 * received is lost; what we had sent and it had not acknowledged may be.
 *
 * @param epoch the number of the connection
 * @param reason in a word, see {@code docs/delivery.md}
 * @param unacknowledged how many messages had been sent and not acknowledged
 * @param sentAgain whether they are sent again
 */
public record SessionReset(
        String sessionId, Instant at, long epoch, String reason, long unacknowledged, boolean sentAgain)
        implements SessionEvent {}
