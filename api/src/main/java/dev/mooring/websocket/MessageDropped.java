package dev.mooring.websocket;

import java.time.Instant;

/**
 * A message will not be written, or was not acknowledged: {@link DropReason} says why. What a lost session leaves unacknowledged
 * is told by {@link SessionReset} instead, and a send that fails with its connection by its completion alone.
 *
 * @param bytes its size
 */
public record MessageDropped(String sessionId, Instant at, DropReason reason, long bytes) implements SessionEvent {}
