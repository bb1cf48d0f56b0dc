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

    /** Each circuit keeps a record of so many attempts from the beginning. */
    private static final int MOST_ATTEMPTS = 10_000;

    /** Validates the bounds: failures, which nobody counts when it is off, and attempts 1 to 10 000, reset longer than zero. */
    public CircuitBreakerPolicy {
        if (enabled) {
            Checks.within("circuit breaker failures", 1, MOST_ATTEMPTS, failures);
        }
        Checks.positive("circuit breaker reset", reset);
        Checks.within("circuit breaker half-open attempts", 1, MOST_ATTEMPTS, halfOpenAttempts);
    }

    /** 5 failures, reset after 60 s, 3 half-open attempts. */
    public static CircuitBreakerPolicy defaults() {
        return new CircuitBreakerPolicy(true, 5, Duration.ofSeconds(60), 3);
    }

    /** Opens after so many failed attempts in a row, 1 to 10 000. Default 5. */
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

    /** How many trial attempts a half-open circuit lets through, 1 to 10 000. Default 3. */
    public CircuitBreakerPolicy halfOpenAttempts(int value) {
        return new CircuitBreakerPolicy(enabled, failures, reset, value);
    }
}
