package dev.mooring.tyrus;

import static dev.mooring.tyrus.Quick.awaitState;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.testkit.FaultProxyExtension;
import dev.mooring.websocket.CircuitBreakerPolicy;
import dev.mooring.websocket.CircuitChanged;
import dev.mooring.websocket.CircuitState;
import dev.mooring.websocket.Opened;
import dev.mooring.websocket.ResilientContainer;
import dev.mooring.websocket.ResilientSession;
import dev.mooring.websocket.RetryPolicy;
import dev.mooring.websocket.SessionState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One breaker a host and port, shared by the sessions of a container. */
class BreakerTest {

    private final List<Recorder> recorders = new ArrayList<>();
    private final List<ResilientSession> sessions = new ArrayList<>();
    private EchoServer server;
    private ResilientContainer container;

    @RegisterExtension
    final FaultProxyExtension proxy = FaultProxyExtension.to(() -> server.port());

    @BeforeEach
    void start() throws Exception {
        server = EchoServer.start();
    }

    @AfterEach
    void stop() {
        container.close();
        server.close();
    }

    private void connect(int count, Duration reset, Duration baseDelay) throws Exception {
        container = ResilientContainer.builder()
                .retry(RetryPolicy.fixed(baseDelay).maxRetries(RetryPolicy.UNLIMITED))
                .circuitBreaker(
                        CircuitBreakerPolicy.afterFailures(5).resetAfter(reset).halfOpenAttempts(2))
                .build();
        for (int i = 0; i < count; i++) {
            Recorder recorder = new Recorder();
            ResilientSession session = container.connectToServer(recorder, server.through(proxy.port(), "echo"));
            session.addListener(recorder);
            recorders.add(recorder);
            sessions.add(session);
        }
    }

    private static List<CircuitState> circuitStates(Recorder recorder) {
        return recorder.events(CircuitChanged.class).stream()
                .map(CircuitChanged::to)
                .toList();
    }

    @Test
    void failuresOfAllSessionsTogetherOpenItAndNobodyKnocksWhileItIsOpen() throws Exception {
        connect(3, ofSeconds(60), ofMillis(50));
        proxy.proxy().onFuture().reset();
        proxy.proxy().onLive().reset();
        await().until(() -> sessions.stream().allMatch(session -> session.state() == SessionState.BLOCKED));
        int accepted = proxy.proxy().accepted();
        assertThat(accepted)
                .as("3 connections, then 5 failures and what was under way")
                .isBetween(8, 10);
        assertThat(sessions).allMatch(session -> session.circuitState() == CircuitState.OPEN);
        assertThat(sessions.get(0).stats().failureThreshold()).isEqualTo(5);
        await().during(ofMillis(500)).until(() -> proxy.proxy().accepted() == accepted);
        for (Recorder recorder : recorders) {
            await().untilAsserted(() -> assertThat(circuitStates(recorder)).containsExactly(CircuitState.OPEN));
            assertThat(recorder.events(CircuitChanged.class).get(0).endpoint()).isEqualTo("127.0.0.1:" + proxy.port());
        }
    }

    @Test
    void afterTheResetTimeATrialClosesItAndTheBlockedComeBackSpread() throws Exception {
        connect(12, ofMillis(600), ofMillis(200));
        proxy.proxy().refuse().onLive().reset();
        await().until(() -> sessions.stream().allMatch(session -> session.state() == SessionState.BLOCKED));
        proxy.proxy().heal();
        await().until(() -> recorders.stream()
                .allMatch(recorder -> recorder.events(Opened.class).size() == 2));
        List<Instant> arrivals = recorders.stream()
                .map(recorder -> recorder.events(Opened.class).get(1).at())
                .sorted()
                .toList();
        Duration span = Duration.between(arrivals.get(0), arrivals.get(arrivals.size() - 1));
        System.out.println("12 blocked sessions came back within " + span.toMillis() + " ms");
        assertThat(span).isGreaterThan(ofMillis(30));
        await().untilAsserted(() -> assertThat(circuitStates(recorders.get(0)))
                .containsSubsequence(CircuitState.OPEN, CircuitState.HALF_OPEN, CircuitState.CLOSED));
        assertThat(sessions.get(0).circuitState()).isEqualTo(CircuitState.CLOSED);
    }

    @Test
    void trialsThatFailOpenItAgain() throws Exception {
        connect(1, ofMillis(200), ofMillis(20));
        proxy.proxy().refuse().onLive().reset();
        await().untilAsserted(() -> assertThat(circuitStates(recorders.get(0)))
                .containsSubsequence(
                        CircuitState.OPEN, CircuitState.HALF_OPEN, CircuitState.OPEN, CircuitState.HALF_OPEN));
        proxy.proxy().heal();
        awaitState(sessions.get(0), SessionState.OPEN);
    }

    @Test
    void byHandItIsOpenedAndClosed() throws Exception {
        connect(2, ofSeconds(60), ofMillis(20));
        ResilientSession session = sessions.get(0);
        session.openCircuit();
        assertThat(session.isOpen()).as("an open connection goes on").isTrue();
        assertThat(sessions.get(1).circuitState()).isEqualTo(CircuitState.OPEN);
        proxy.proxy().onConnection(1).reset();
        awaitState(session, SessionState.BLOCKED);
        session.closeCircuit();
        awaitState(session, SessionState.OPEN);
        await().untilAsserted(() ->
                assertThat(circuitStates(recorders.get(1))).containsExactly(CircuitState.OPEN, CircuitState.CLOSED));
        assertThat(recorders.get(0).states())
                .containsSubsequence(
                        SessionState.WAITING, SessionState.BLOCKED, SessionState.WAITING, SessionState.OPEN);
    }

    @Test
    void failuresThatSayNothingOfHealthDoNotCount() throws Exception {
        container = Quick.container()
                .circuitBreaker(CircuitBreakerPolicy.afterFailures(1).resetAfter(ofSeconds(60)))
                .build();
        try (RawServer refusing = RawServer.answering(n -> "HTTP/1.1 " + (n < 4 ? 429 : 403) + " No")) {
            assertThat(Quick.outcome(container.connectAsync(new Recorder(), refusing.uri())))
                    .hasMessageContaining("HTTP 403");
            assertThat(refusing.accepted()).isEqualTo(5);
        }
    }
}
