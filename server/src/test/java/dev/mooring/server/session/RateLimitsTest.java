package dev.mooring.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.server.policy.RateLimit;
import dev.mooring.server.policy.ServerPolicy;
import dev.mooring.server.session.Meter.Verdict;
import java.security.Principal;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitsTest {

    private static final Principal ANN = () -> "ann";

    private final AtomicLong now = new AtomicLong();
    private final RateLimits limits = new RateLimits(
            ServerPolicy.builder()
                    .rateLimitPerPrincipal(
                            RateLimit.of(3).per(Duration.ofMinutes(1)).burst(3))
                    .build(),
            now::get);

    private void pass(Duration time) {
        limits.tick(now.addAndGet(time.toNanos()));
    }

    private static Verdict take(Meter meter) {
        return meter.take(() -> true);
    }

    @Test
    void connectionsOfAPrincipalShareItsRateHowEverLongOneWaitsForTheNext() {
        Meter one = limits.principal(ANN);
        pass(Duration.ofSeconds(11));
        Meter two = limits.principal(ANN);
        pass(Duration.ofSeconds(11));
        assertThat(take(one)).isEqualTo(Verdict.PASS);
        assertThat(take(two)).isEqualTo(Verdict.PASS);
        assertThat(take(one)).isEqualTo(Verdict.PASS);
        assertThat(take(two)).isEqualTo(Verdict.CLOSE);
        assertThat(take(limits.principal(ANN))).isEqualTo(Verdict.CLOSE);
    }

    @Test
    void connectionsThatHaveBeenIdleForLongShareItStill() {
        Meter one = limits.principal(ANN);
        Meter two = limits.principal(ANN);
        assertThat(take(one)).isEqualTo(Verdict.PASS);
        pass(Duration.ofMinutes(1));
        for (int i = 0; i < 3; i++) {
            assertThat(take(two)).isEqualTo(Verdict.PASS);
        }
        assertThat(take(one)).isEqualTo(Verdict.CLOSE);
    }

    @Test
    void whatWasTakenIsMissingUntilItIsRefilled() {
        Meter one = limits.principal(ANN);
        for (int i = 0; i < 3; i++) {
            assertThat(take(one)).isEqualTo(Verdict.PASS);
        }
        pass(Duration.ofSeconds(20));
        Meter two = limits.principal(ANN);
        assertThat(take(two)).isEqualTo(Verdict.PASS);
        assertThat(take(two)).isEqualTo(Verdict.CLOSE);
    }
}
