package dev.mooring.websocket;

import java.time.Duration;

/** Validation of options. Every message names the option, its bound and the value, so that no one has to guess. */
final class Checks {

    private Checks() {}

    static Duration positive(String option, Duration value) {
        if (value.isZero() || value.isNegative()) {
            throw new IllegalArgumentException(option + " must be longer than zero, but is " + value);
        }
        return fits(option, value);
    }

    static Duration notNegative(String option, Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException(option + " must not be negative, but is " + value);
        }
        return fits(option, value);
    }

    static Duration within(String option, Duration low, Duration high, Duration value) {
        if (value.compareTo(low) < 0 || value.compareTo(high) > 0) {
            throw new IllegalArgumentException(
                    option + " must be between " + low + " and " + high + ", but is " + value);
        }
        return value;
    }

    static int atLeast(String option, int bound, int value) {
        if (value < bound) {
            throw new IllegalArgumentException(option + " must be at least " + bound + ", but is " + value);
        }
        return value;
    }

    static long atLeast(String option, long bound, long value) {
        if (value < bound) {
            throw new IllegalArgumentException(option + " must be at least " + bound + ", but is " + value);
        }
        return value;
    }

    static long within(String option, long low, long high, long value) {
        if (value < low || value > high) {
            throw new IllegalArgumentException(
                    option + " must be between " + low + " and " + high + ", but is " + value);
        }
        return value;
    }

    static double within(String option, double low, double high, double value) {
        if (!(value >= low && value <= high)) { // written so that NaN is refused as well
            throw new IllegalArgumentException(
                    option + " must be between " + low + " and " + high + ", but is " + value);
        }
        return value;
    }

    /** All arithmetic on durations is in nanoseconds of a long: 100 years keep far away from overflow. */
    private static Duration fits(String option, Duration value) {
        if (value.compareTo(Duration.ofDays(36_500)) > 0) {
            throw new IllegalArgumentException(option + " must be at most 36500 days, but is " + value);
        }
        return value;
    }
}
