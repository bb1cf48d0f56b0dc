package dev.mooring.server.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ServerPolicyTest {

    static Stream<Arguments> wrongValues() {
        return Stream.of(
                wrong(
                        "max message size must be between 125 and 1073741824, but is 124",
                        () -> builder().maxMessageSize(124)),
                wrong(
                        "max connections must be at least 1, but is 0",
                        () -> builder().maxConnections(0)),
                wrong(
                        "max connections per principal must be at least 1, but is -3",
                        () -> builder().maxConnectionsPerPrincipal(-3)),
                wrong(
                        "max connections per address must be at least 1, but is 0",
                        () -> builder().maxConnectionsPerAddress(0)),
                wrong(
                        "send timeout must be longer than zero, but is PT0S",
                        () -> builder().sendTimeout(Duration.ZERO)),
                wrong(
                        "send timeout must be at most 36500 days, but is PT876001H",
                        () -> builder().sendTimeout(Duration.ofHours(876_001))),
                wrong(
                        "retry after must be longer than zero, but is PT-1S",
                        () -> builder().retryAfter(Duration.ofSeconds(-1))),
                wrong(
                        "trusted proxy must be an address or a CIDR block, but is proxy.example",
                        () -> builder().trustProxies("proxy.example")),
                wrong(
                        "trusted proxy prefix of 10.0.0.0/33 must be between 0 and 32, but is 33",
                        () -> builder().trustProxies("10.0.0.0/33")),
                wrong("rate limit permits must be at least 1, but is 0", () -> RateLimit.of(0)),
                wrong(
                        "rate limit burst must be at least 1, but is 0",
                        () -> RateLimit.of(1).burst(0)),
                wrong(
                        "rate limit period must be longer than zero, but is PT0S",
                        () -> RateLimit.of(1).per(Duration.ZERO)),
                wrong(
                        "slow consumer queue bytes must be at least 1024, but is 1023",
                        () -> SlowConsumer.disconnectAfter(1023)),
                wrong(
                        "JSON depth must be between 1 and 512, but is 513",
                        () -> JsonLimits.defaults().depth(513)),
                wrong(
                        "JSON digits must be between 1 and 1000, but is 0",
                        () -> JsonLimits.defaults().digits(0)),
                wrong(
                        "JSON length must be at least 2, but is 1",
                        () -> JsonLimits.defaults().length(1)),
                wrong(
                        "invalid input close code must be 1003 or 1007, but is 1000",
                        () -> new InvalidInput(1000, null)));
    }

    private static Arguments wrong(String message, ThrowingCallable call) {
        return Arguments.of(message, call);
    }

    private static ServerPolicyBuilder builder() {
        return ServerPolicy.builder();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongValues")
    void aWrongValueIsNamedWithItsBound(String message, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }

    @Test
    void thePolicyDoesNotChangeWithItsBuilder() {
        ServerPolicyBuilder builder = builder().maxConnections(5);
        ServerPolicy policy = builder.build();
        builder.maxConnections(6).allowAnyOrigin();
        assertThat(policy.maxConnections()).isEqualTo(5);
        assertThat(policy.origins().allows(List.of("https://app.example"))).isFalse();
    }

    @Test
    void theDefaultsAreTheDocumentedOnes() {
        ServerPolicy policy = builder().build();
        assertThat(policy.maxMessageSize()).isEqualTo(65_536);
        assertThat(policy.maxConnections()).isEqualTo(10_000);
        assertThat(policy.sendTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(policy.heartbeat().interval()).isEqualTo(Duration.ofSeconds(30));
        assertThat(policy.slowConsumer()).isEqualTo(SlowConsumer.disconnectAfter(1 << 20));
        assertThat(policy.invalidInput()).isEqualTo(InvalidInput.close1007());
        assertThat(policy.rateLimit()).isNull();
        assertThat(policy.json()).isNull();
    }
}
