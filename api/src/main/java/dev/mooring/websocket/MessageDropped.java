package dev.mooring.websocket;

import java.time.Instant;

/**
 * A message will not be written, or was not acknowledged: {@link DropReason} says why.
 *
 * @param bytes its size
 */
public record MessageDropped(String sessionId, Instant at, DropReason reason, long bytes) implements SessionEvent {}
