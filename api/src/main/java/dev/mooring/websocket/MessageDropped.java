package dev.mooring.websocket;

import java.time.Instant;

/**
 * An accepted message will not be written.
 *
 * @param bytes its size
 */
public record MessageDropped(String sessionId, Instant at, DropReason reason, long bytes) implements SessionEvent {}
