package dev.mooring.websocket;

import java.time.Instant;

/**
 * The circuit breaker of the session's host changed.
 *
 * @param endpoint host and port
 */
public record CircuitChanged(String sessionId, Instant at, String endpoint, CircuitState from, CircuitState to)
        implements SessionEvent {}
