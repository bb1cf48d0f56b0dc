package dev.mooring.websocket;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

/** The smaller option types: defaults as documented, values out of range refused by option, bound and value. */
class OptionsTest {

    private static void refused(Runnable setting, String... parts) {
        assertThatIllegalArgumentException().isThrownBy(setting::run).withMessageContainingAll(parts);
    }

    @Test
    void heartbeatPingsEvery30SecondsWithATimeoutOf10() {
        Heartbeat ping = Heartbeat.ping();
        assertThat(ping.isEnabled()).isTrue();
        assertThat(ping.interval()).isEqualTo(ofSeconds(30));
        assertThat(ping.timeout()).isEqualTo(ofSeconds(10));
        assertThat(ping.pingMessage()).isNull();
        assertThat(ping.isReply("{\"type\":\"pong\"}")).isFalse();
        assertThat(Heartbeat.off().isEnabled()).isFalse();
        assertThat(Heartbeat.off()).hasToString("Heartbeat[off]");
    }

    @Test
    void heartbeatMessageIsAnsweredByPongWithAnyWhiteSpace() {
        Heartbeat message = Heartbeat.message();
        assertThat(message.pingMessage()).isEqualTo("{\"type\":\"ping\"}");
        assertThat(message.isReply("{\"type\":\"pong\"}")).isTrue();
        assertThat(message.isReply("{ \"type\" :\n\"pong\" }")).isTrue();
        assertThat(message.isReply("{\"type\":\"ping\"}")).isFalse();
        assertThat(message.isReply("{\"type\":\"pong\"}" + " ".repeat(100))).isFalse();
    }

    @Test
    void heartbeatReplyIsConfigurableOnlyWithAMessage() {
        Heartbeat own =
                Heartbeat.message("?").reply("!"::equals).every(ofSeconds(2)).timeout(ofSeconds(1));
        assertThat(own.isReply("!")).isTrue();
        assertThat(own.isReply("{\"type\":\"pong\"}")).isFalse();
        assertThat(own.interval()).isEqualTo(ofSeconds(2));
        assertThat(own.timeout()).isEqualTo(ofSeconds(1));
        assertThatIllegalStateException()
                .isThrownBy(() -> Heartbeat.ping().reply("!"::equals))
                .withMessageContaining("Heartbeat.message");
    }

    @Test
    void heartbeatValidates() {
        refused(() -> Heartbeat.ping().every(ZERO), "heartbeat interval", "zero", "PT0S");
        refused(() -> Heartbeat.ping().timeout(ofSeconds(-3)), "heartbeat timeout", "zero", "PT-3S");
        refused(() -> Heartbeat.message(""), "heartbeat message", "empty");
    }

    @Test
    void circuitBreakerOpensAfterFiveFailuresForAMinute() {
        CircuitBreakerPolicy defaults = CircuitBreakerPolicy.defaults();
        assertThat(defaults).isEqualTo(new CircuitBreakerPolicy(true, 5, ofSeconds(60), 3));
        assertThat(CircuitBreakerPolicy.afterFailures(2)
                        .resetAfter(ofSeconds(7))
                        .halfOpenAttempts(1))
                .isEqualTo(new CircuitBreakerPolicy(true, 2, ofSeconds(7), 1));
        assertThat(CircuitBreakerPolicy.off().enabled()).isFalse();
    }

    @Test
    void circuitBreakerValidates() {
        CircuitBreakerPolicy policy = CircuitBreakerPolicy.defaults();
        String bounds = "between 1 and 10000";
        refused(() -> CircuitBreakerPolicy.afterFailures(0), "circuit breaker failures", bounds, "is 0");
        refused(() -> CircuitBreakerPolicy.afterFailures(10_001), "circuit breaker failures", bounds, "is 10001");
        refused(() -> policy.resetAfter(ZERO), "circuit breaker reset", "zero", "PT0S");
        refused(() -> policy.halfOpenAttempts(-1), "circuit breaker half-open attempts", bounds, "is -1");
        refused(() -> policy.halfOpenAttempts(10_001), "circuit breaker half-open attempts", bounds, "is 10001");
        assertThat(CircuitBreakerPolicy.afterFailures(10_000)
                        .halfOpenAttempts(10_000)
                        .failures())
                .isEqualTo(10_000);
    }

    @Test
    void outboxHoldsTenThousandMessagesOrSixteenMebibytes() {
        assertThat(Outbox.defaults()).isEqualTo(new Outbox(10_000, 16L << 20, Overflow.REJECT, ofSeconds(10)));
        assertThat(Outbox.ofMessages(5).ofBytes(6).whenFull(Overflow.DROP_OLDEST))
                .isEqualTo(new Outbox(5, 6, Overflow.DROP_OLDEST, ofSeconds(10)));
        assertThat(Outbox.ofMessages(0).blockFor(ofSeconds(1)))
                .isEqualTo(new Outbox(0, 16L << 20, Overflow.BLOCK, ofSeconds(1)));
    }

    @Test
    void outboxValidates() {
        refused(() -> Outbox.ofMessages(-1), "outbox messages", "between 0 and 16777215", "-1");
        refused(() -> Outbox.ofMessages(1 << 24), "outbox messages", "between 0 and 16777215", "16777216");
        refused(() -> Outbox.defaults().ofBytes(-1), "outbox bytes", "between 0 and 549755813887", "-1");
        refused(() -> Outbox.defaults().ofBytes(1L << 39), "outbox bytes", "between 0", "549755813888");
        refused(() -> Outbox.defaults().blockFor(ZERO), "outbox block timeout", "zero", "PT0S");
    }

    @Test
    void sendOptionsCombine() {
        SendOptions options = SendOptions.timeToLive(ofSeconds(5)).conflate("EURUSD");
        assertThat(options).isEqualTo(SendOptions.conflateBy("EURUSD").expireAfter(ofSeconds(5)));
        assertThat(SendOptions.neverParked().isVolatile()).isTrue();
        assertThat(SendOptions.NONE).isEqualTo(new SendOptions(false, null, null));
        refused(() -> SendOptions.timeToLive(ZERO), "time to live", "zero", "PT0S");
    }

    @Test
    void initialConnectFollowsTheRetryPolicyUnlessToldOtherwise() {
        assertThat(InitialConnect.retry()).isEqualTo(new InitialConnect(null, null));
        assertThat(InitialConnect.within(ofSeconds(3)).limit()).isEqualTo(ofSeconds(3));
        assertThat(InitialConnect.failFast().maxRetries()).isZero();
        refused(() -> InitialConnect.within(ZERO), "initial connect limit", "zero", "PT0S");
        refused(() -> new InitialConnect(-1, null), "initial connect retries", "at least 0", "-1");
    }

    @Test
    void firstMessageIsAcceptedByAnyReplyWithinTenSeconds() {
        FirstMessage message = FirstMessage.of(attempt -> "secret");
        assertThat(message.accepts().test("anything")).isTrue();
        assertThat(message.deadline()).isEqualTo(ofSeconds(10));
        assertThat(message.acceptedBy("ok"::equals).accepts().test("anything")).isFalse();
        assertThat(message.within(ofSeconds(1)).deadline()).isEqualTo(ofSeconds(1));
        assertThat(message.toString()).doesNotContain("secret");
        refused(() -> message.within(ZERO), "first message deadline", "zero", "PT0S");
    }

    @Test
    void proxyHidesItsPassword() {
        Proxy proxy = Proxy.http("proxy", 3128).credentials("user", "secret");
        assertThat(proxy).hasToString("Proxy[proxy:3128, with credentials]");
        assertThat(Proxy.http("proxy", 3128)).hasToString("Proxy[proxy:3128]");
        refused(() -> Proxy.http("proxy", 0), "proxy port", "between 1 and 65535", "0");
        refused(() -> Proxy.http("proxy", 65_536), "proxy port", "between 1 and 65535", "65536");
        refused(() -> Proxy.http(" ", 1), "proxy host", "blank");
    }
}
