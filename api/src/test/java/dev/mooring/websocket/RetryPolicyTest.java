package dev.mooring.websocket;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {

    private static final double ALMOST_ONE = Math.nextDown(1.0);

    @Test
    void defaultsAreThoseOfTheDocumentation() {
        RetryPolicy defaults = RetryPolicy.defaults();
        assertThat(defaults.baseDelay()).isEqualTo(ofSeconds(1));
        assertThat(defaults.multiplier()).isEqualTo(2.0);
        assertThat(defaults.maxDelay()).isEqualTo(ofSeconds(30));
        assertThat(defaults.jitter()).isEqualTo(0.5);
        assertThat(defaults.maxRetries()).isEqualTo(10);
        assertThat(defaults.minUptime()).isEqualTo(ofSeconds(5));
    }

    @Test
    void delaysDoubleUpToTheMaximum() {
        RetryPolicy policy = RetryPolicy.defaults().jitter(0);
        int[] seconds = {1, 2, 4, 8, 16, 30, 30, 30};
        for (int retry = 1; retry <= seconds.length; retry++) {
            assertThat(policy.delay(retry, 0.3)).isEqualTo(ofSeconds(seconds[retry - 1]));
        }
    }

    @Test
    void jitterSpreadsEachDelayAlsoAtTheCap() {
        RetryPolicy policy = RetryPolicy.defaults();
        assertThat(policy.delay(1, 0)).isEqualTo(ofMillis(500));
        assertThat(policy.delay(1, 0.5)).isEqualTo(ofSeconds(1));
        assertThat(policy.delay(100, 0)).isEqualTo(ofSeconds(15));
        assertThat(policy.delay(100, ALMOST_ONE)).isBetween(ofMillis(44_999), ofSeconds(45));
        assertThat(policy.jitter(0.1).delay(1, 0)).isEqualTo(ofMillis(900));
    }

    @Test
    void fullJitterDrawsFromZero() {
        RetryPolicy policy = RetryPolicy.defaults().fullJitter();
        assertThat(policy.delay(1, 0)).isZero();
        assertThat(policy.delay(3, 0.5)).isEqualTo(ofSeconds(2));
        assertThat(policy.jitter(0).delay(3, 0.1)).isEqualTo(ofSeconds(4)); // the last one asked for counts
    }

    @Test
    void delayIsWithinItsBoundsForAnyPolicyRetryAndRandomValue() {
        Random random = new Random(20_260_101);
        for (int round = 0; round < 2_000; round++) {
            Duration base = Duration.ofNanos(1 + (long) (random.nextDouble() * 1e12));
            Duration max = base.plusNanos((long) (random.nextDouble() * 3e18));
            double jitter = random.nextDouble();
            RetryPolicy policy = RetryPolicy.exponential(base, max)
                    .multiplier(1 + random.nextDouble() * 99)
                    .jitter(jitter);
            for (int retry : new int[] {1, 2, 3, 10, 100, 1_000, 10_000, Integer.MAX_VALUE}) {
                double spread = random.nextDouble();
                Duration delay = policy.delay(retry, spread);
                assertThat(delay.toNanos())
                        .as("%s, retry %d, random %s", policy, retry, spread)
                        .isGreaterThanOrEqualTo((long) (base.toNanos() * (1 - jitter) * 0.999_999))
                        .isLessThanOrEqualTo((long) (max.toNanos() * (1 + jitter)));
            }
        }
    }

    @Test
    void delayNeverShrinksFromRetryToRetry() {
        RetryPolicy policy = RetryPolicy.exponential(ofMillis(1), ofHours(1)).multiplier(1.01);
        Duration previous = Duration.ZERO;
        for (int retry = 1; retry <= 10_000; retry++) {
            Duration delay = policy.delay(retry, 0.25);
            assertThat(delay).isGreaterThanOrEqualTo(previous).isPositive();
            previous = delay;
        }
        assertThat(previous).isEqualTo(ofMinutes(45));
    }

    @Test
    void longestDelayOfAllDoesNotOverflow() {
        Duration longest = Duration.ofDays(36_500);
        RetryPolicy policy = RetryPolicy.fixed(longest).jitter(1);
        assertThat(policy.delay(10_000, ALMOST_ONE)).isBetween(longest, longest.multipliedBy(2));
    }

    @Test
    void retriesAreAllowedUpToTheirNumber() {
        assertThat(RetryPolicy.none().allows(1)).isFalse();
        RetryPolicy ten = RetryPolicy.defaults();
        assertThat(ten.allows(10)).isTrue();
        assertThat(ten.allows(11)).isFalse();
        assertThat(ten.maxRetries(RetryPolicy.UNLIMITED).allows(Integer.MAX_VALUE))
                .isTrue();
    }

    @Test
    void equalPoliciesHaveEqualHashCodes() {
        RetryPolicy one = RetryPolicy.defaults().jitter(0.1).fullJitter();
        RetryPolicy other = RetryPolicy.defaults().fullJitter();
        assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
        assertThat(one).isNotEqualTo(RetryPolicy.defaults());
    }

    @Test
    void valuesOutOfRangeAreRefusedByOptionBoundAndValue() {
        RetryPolicy policy = RetryPolicy.defaults();
        refused(() -> RetryPolicy.exponential(Duration.ZERO, ofSeconds(1)), "retry base delay", "zero", "PT0S");
        refused(() -> RetryPolicy.exponential(ofSeconds(1), ofSeconds(-1)), "retry max delay", "zero", "PT-1S");
        refused(() -> RetryPolicy.exponential(ofSeconds(5), ofSeconds(3)), "retry max delay", "PT5S", "PT3S");
        refused(() -> RetryPolicy.fixed(Duration.ofDays(36_501)), "retry base delay", "36500 days", "PT876024H");
        refused(() -> policy.multiplier(0.9), "retry multiplier", "between 1.0 and 100.0", "0.9");
        refused(() -> policy.multiplier(100.1), "retry multiplier", "between 1.0 and 100.0", "100.1");
        refused(() -> policy.jitter(1.1), "retry jitter", "between 0.0 and 1.0", "1.1");
        refused(() -> policy.jitter(-0.1), "retry jitter", "between 0.0 and 1.0", "-0.1");
        refused(() -> policy.jitter(Double.NaN), "retry jitter", "between 0.0 and 1.0", "NaN");
        refused(() -> policy.maxRetries(-2), "max retries", "at least -1", "-2");
        refused(() -> policy.minUptime(ofSeconds(-1)), "retry min uptime", "not be negative", "PT-1S");
    }

    private static void refused(Runnable setting, String... parts) {
        assertThatIllegalArgumentException().isThrownBy(setting::run).withMessageContainingAll(parts);
    }
}
