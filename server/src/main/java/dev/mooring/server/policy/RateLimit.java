package dev.mooring.server.policy;

import java.time.Duration;
import java.util.Objects;

/**
 * How many messages a connection, or all connections of a principal, may send: a token bucket that holds {@code burst}
 * messages and is refilled evenly with {@code permits} per {@code period}. Immutable.
 *
 * @param permits messages per period, at least 1
 * @param period default 1 s
 * @param burst the most messages at once, at least 1; default: {@code permits}
 * @param whenExceeded what happens to a message above the limit; default {@link Excess#CLOSE}
 */
public record RateLimit(long permits, Duration period, long burst, Excess whenExceeded) {

    /** What happens to a message above the limit. */
    public enum Excess {
        /** The session is closed with 1008. */
        CLOSE,
        /** The message is dropped and counted; the endpoint does not see it. */
        DROP,
        /**
         * The message waits: reading from this connection stops until the bucket has a token again. This holds a thread of
         * the container meanwhile, so give the container as many threads as throttled clients may have connections.
         */
        THROTTLE
    }

    /** Validates the bounds. */
    public RateLimit {
        Require.atLeast("rate limit permits", 1, permits);
        Require.positive("rate limit period", period);
        Require.atLeast("rate limit burst", 1, burst);
        Objects.requireNonNull(whenExceeded);
        if (permits > period.toNanos()) {
            throw new IllegalArgumentException(
                    "rate limit permits must be at most 1 per nanosecond, but is " + permits + " per " + period);
        }
    }

    /** So many messages per second, the same number at once, close above it. */
    public static RateLimit of(long permits) {
        return new RateLimit(permits, Duration.ofSeconds(1), permits, Excess.CLOSE);
    }

    /** The period of {@link #permits()}. Default 1 s. */
    public RateLimit per(Duration value) {
        return new RateLimit(permits, value, burst, whenExceeded);
    }

    /** The most messages at once. */
    public RateLimit burst(long value) {
        return new RateLimit(permits, period, value, whenExceeded);
    }

    /** What happens to a message above the limit. Default {@link Excess#CLOSE}. */
    public RateLimit whenExceeded(Excess value) {
        return new RateLimit(permits, period, burst, value);
    }
}
