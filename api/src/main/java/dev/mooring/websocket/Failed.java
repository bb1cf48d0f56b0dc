package dev.mooring.websocket;

import java.time.Instant;

/**
 * The session has failed for good; its state change follows.
 *
 * @param retries how many retries were made since the last stable connection
 */
public record Failed(String sessionId, Instant at, int retries, ConnectionException cause) implements SessionEvent {}
