package dev.mooring.websocket;

import java.time.Duration;

/**
 * When attempts to a host and port are held back. After {@link #failures()} failed attempts in a row, of all sessions of
 * the container together, the circuit opens; after {@link #reset()} it lets {@link #halfOpenAttempts()} trials through:
 * the first success closes it, when all of them fail it opens again.
 *
 * <p>Failures that say nothing about the health of the service (HTTP 401, 403, 404 …) are not counted. Immutable.
 */
public record CircuitBreakerPolicy(boolean enabled, int failures, Duration reset, int halfOpenAttempts) {

    /** Validates the bounds: failures and attempts from 1, reset longer than zero. */
    public CircuitBreakerPolicy {
        Checks.atLeast("circuit breaker failures", 1, failures);
        Checks.positive("circuit breaker reset", reset);
        Checks.atLeast("circuit breaker half-open attempts", 1, halfOpenAttempts);
    }

    /** 5 failures, reset after 60 s, 3 half-open attempts. */
    public static CircuitBreakerPolicy defaults() {
        return new CircuitBreakerPolicy(true, 5, Duration.ofSeconds(60), 3);
    }

    /** Opens after so many failed attempts in a row. Default 5. */
    public static CircuitBreakerPolicy afterFailures(int failures) {
        return new CircuitBreakerPolicy(
                true, failures, defaults().reset(), defaults().halfOpenAttempts());
    }

    /** Never opens by itself; {@link ResilientSession#openCircuit()} still does. */
    public static CircuitBreakerPolicy off() {
        return new CircuitBreakerPolicy(
                false, Integer.MAX_VALUE, defaults().reset(), defaults().halfOpenAttempts());
    }

    /** How long the circuit stays open. Default 60 s. */
    public CircuitBreakerPolicy resetAfter(Duration value) {
        return new CircuitBreakerPolicy(enabled, failures, value, halfOpenAttempts);
    }

    /** How many trial attempts a half-open circuit lets through. Default 3. */
    public CircuitBreakerPolicy halfOpenAttempts(int value) {
        return new CircuitBreakerPolicy(enabled, failures, reset, value);
    }
}
