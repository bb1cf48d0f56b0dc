package dev.mooring.websocket;

import java.time.Duration;

/**
 * When a lost connection is tried again, and how often. The delay before retry <i>n</i>, counted from 1, is
 *
 * <pre>{@code min(baseDelay × multiplier^(n-1), maxDelay) × (1 − jitter + 2 × jitter × random)}</pre>
 *
 * so jitter spreads the delay also at its cap, where a whole fleet would otherwise come back in step. Retries count
 * from 1 again once a connection has been up for {@link #minUptime()}.
 *
 * <p>Immutable; each {@code with}-like method returns a changed copy.
 */
public final class RetryPolicy {

    /** The value of {@link #maxRetries()} that means: for ever. */
    public static final int UNLIMITED = -1;

    private static final RetryPolicy DEFAULTS =
            new RetryPolicy(Duration.ofSeconds(1), Duration.ofSeconds(30), 2.0, 0.5, false, 10, Duration.ofSeconds(5));

    private final Duration baseDelay;
    private final Duration maxDelay;
    private final double multiplier;
    private final double jitter;
    private final boolean fullJitter;
    private final int maxRetries;
    private final Duration minUptime;

    private RetryPolicy(
            Duration baseDelay,
            Duration maxDelay,
            double multiplier,
            double jitter,
            boolean fullJitter,
            int maxRetries,
            Duration minUptime) {
        this.baseDelay = Checks.positive("retry base delay", baseDelay);
        this.maxDelay = Checks.positive("retry max delay", maxDelay);
        if (maxDelay.compareTo(baseDelay) < 0) {
            throw new IllegalArgumentException(
                    "retry max delay must be at least the base delay " + baseDelay + ", but is " + maxDelay);
        }
        this.multiplier = Checks.within("retry multiplier", 1.0, 100.0, multiplier);
        this.jitter = Checks.within("retry jitter", 0.0, 1.0, jitter);
        this.fullJitter = fullJitter;
        this.maxRetries = Checks.atLeast("max retries (-1 is for ever)", UNLIMITED, maxRetries);
        this.minUptime = Checks.notNegative("retry min uptime", minUptime);
    }

    /** 1 s doubling to 30 s, jitter 0.5, 10 retries, minimum uptime 5 s. */
    public static RetryPolicy defaults() {
        return DEFAULTS;
    }

    /**
     * Delays that double from {@code baseDelay} (default 1 s) up to {@code maxDelay} (default 30 s).
     *
     * @throws IllegalArgumentException if one is not positive, or the base is longer than the maximum
     */
    public static RetryPolicy exponential(Duration baseDelay, Duration maxDelay) {
        RetryPolicy d = DEFAULTS;
        return new RetryPolicy(baseDelay, maxDelay, d.multiplier, d.jitter, d.fullJitter, d.maxRetries, d.minUptime);
    }

    /** The same delay before each retry, still spread by jitter. */
    public static RetryPolicy fixed(Duration delay) {
        return exponential(delay, delay).multiplier(1.0);
    }

    /** No retry at all: the first failure is final. */
    public static RetryPolicy none() {
        return DEFAULTS.maxRetries(0);
    }

    /** The factor from one delay to the next, 1 to 100. Default 2. */
    public RetryPolicy multiplier(double value) {
        return new RetryPolicy(baseDelay, maxDelay, value, jitter, fullJitter, maxRetries, minUptime);
    }

    /** The random spread, 0 to 1: 0.5 (the default) gives half to one and a half of the delay, 0.1 gives ±10 %. */
    public RetryPolicy jitter(double value) {
        return new RetryPolicy(baseDelay, maxDelay, multiplier, value, false, maxRetries, minUptime);
    }

    /** Full jitter instead: each delay is drawn evenly between zero and the whole backoff delay. */
    public RetryPolicy fullJitter() {
        return new RetryPolicy(baseDelay, maxDelay, multiplier, jitter, true, maxRetries, minUptime);
    }

    /** How many retries before the session fails; 0 is none, {@link #UNLIMITED} (−1) is for ever. Default 10. */
    public RetryPolicy maxRetries(int value) {
        return new RetryPolicy(baseDelay, maxDelay, multiplier, jitter, fullJitter, value, minUptime);
    }

    /** How long a connection must be up before retries count from 1 again. Default 5 s; 0 is at once. */
    public RetryPolicy minUptime(Duration value) {
        return new RetryPolicy(baseDelay, maxDelay, multiplier, jitter, fullJitter, maxRetries, value);
    }

    /** The delay before the first retry, without jitter. */
    public Duration baseDelay() {
        return baseDelay;
    }

    /** The cap of the delay, before jitter. */
    public Duration maxDelay() {
        return maxDelay;
    }

    /** The factor from one delay to the next. */
    public double multiplier() {
        return multiplier;
    }

    /** The random spread, 0 to 1. */
    public double jitter() {
        return jitter;
    }

    /** How many retries are allowed; −1 is for ever. */
    public int maxRetries() {
        return maxRetries;
    }

    /** The uptime after which retries count from 1 again. */
    public Duration minUptime() {
        return minUptime;
    }

    /** Whether retry number {@code retry}, counted from 1, may still be made. */
    public boolean allows(int retry) {
        return maxRetries == UNLIMITED || retry <= maxRetries;
    }

    /**
     * The delay before a retry.
     *
     * @param retry the number of the retry, from 1
     * @param random an evenly drawn number, 0 (inclusive) to 1 (exclusive)
     */
    public Duration delay(int retry, double random) {
        // pow grows to infinity long before the counter overflows; min brings it back
        double nominal = Math.min(baseDelay.toNanos() * Math.pow(multiplier, retry - 1.0), (double) maxDelay.toNanos());
        double spread = fullJitter ? random : 1 - jitter + 2 * jitter * random;
        return Duration.ofNanos((long) (nominal * spread));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RetryPolicy that && toString().equals(that.toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    @Override
    public String toString() {
        return "RetryPolicy[baseDelay=" + baseDelay + ", maxDelay=" + maxDelay + ", multiplier=" + multiplier
                + ", jitter=" + (fullJitter ? "full" : jitter) + ", maxRetries=" + maxRetries + ", minUptime="
                + minUptime + "]";
    }
}
