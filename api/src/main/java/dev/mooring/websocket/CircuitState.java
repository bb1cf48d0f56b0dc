package dev.mooring.websocket;

/** The state of the circuit breaker that all sessions of a container to one host and port share. */
public enum CircuitState {
    /** Attempts go through; consecutive failures are counted. */
    CLOSED,
    /** Attempts are held back until the reset time is over. */
    OPEN,
    /** A few trial attempts are let through: one success closes the circuit, when all fail it opens again. */
    HALF_OPEN
}
