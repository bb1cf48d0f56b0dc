package dev.mooring.server.policy;

import java.time.Duration;

/** Validation of options. Every message names the option, its bound and the value. */
final class Require {

    private static final Duration LONGEST = Duration.ofDays(36_500);

    private Require() {}

    static Duration positive(String option, Duration value) {
        if (value.isZero() || value.isNegative()) {
            throw new IllegalArgumentException(option + " must be longer than zero, but is " + value);
        }
        if (value.compareTo(LONGEST) > 0) { // arithmetic is in nanoseconds of a long
            throw new IllegalArgumentException(option + " must be at most 36500 days, but is " + value);
        }
        return value;
    }

    static int within(String option, int low, int high, int value) {
        if (value < low || value > high) {
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
}
