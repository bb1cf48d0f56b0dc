package dev.mooring.tyrus;

import static dev.mooring.tyrus.Quick.awaitState;
import static dev.mooring.tyrus.Quick.millisSince;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.testkit.FaultProxyExtension;
import dev.mooring.websocket.CircuitBreakerPolicy;
import dev.mooring.websocket.Heartbeat;
import dev.mooring.websocket.ResilientContainer;
import dev.mooring.websocket.ResilientSession;
import dev.mooring.websocket.RetryPolicy;
import dev.mooring.websocket.SessionState;
import dev.mooring.websocket.StateChanged;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code close()} is over within a second, whatever the session is at. */
class ClosingTest {

    private static final long SOON = 5_000;

    private final Recorder recorder = new Recorder();
    private EchoServer server;
    private ResilientContainer container;

    @RegisterExtension
    final FaultProxyExtension proxy = FaultProxyExtension.to(() -> server.port());

    @BeforeEach
    void start() throws Exception {
        server = EchoServer.start();
        container = Quick.container(recorder).build();
    }

    @AfterEach
    void stop() {
        container.close();
        server.close();
    }

    private ResilientSession connect() throws Exception {
        return container.connectToServer(recorder, server.through(proxy.port(), "echo"));
    }

    /** The second itself is for CloseTest to see, as this machine may be slow. */
    private void closesSoon(ResilientSession session, Integer... closeCodes) throws Exception {
        long start = System.nanoTime();
        session.close();
        assertThat(Quick.awaitEnd(session)).isNull();
        assertThat(millisSince(start)).isLessThan(SOON);
        System.out.println("closed in " + millisSince(start) + " ms");
        assertThat(session.state()).isEqualTo(SessionState.CLOSED);
        assertThat(recorder.closeCodes()).containsExactly(closeCodes);
        await().until(() -> recorder.states().contains(SessionState.CLOSED));
        assertThat(recorder.events.get(recorder.events.size() - 1)).isInstanceOf(StateChanged.class);
        assertThat(recorder.states()).containsOnlyOnce(SessionState.CLOSED).endsWith(SessionState.CLOSED);
    }

    @Test
    void openItClosesWithTheCodeAndBothSidesHearIt() throws Exception {
        ResilientSession session = connect();
        closesSoon(session, 1000);
        await().until(() -> server.closes.size() == 1);
        assertThat(server.closes.get(0).getCloseCode().getCode()).isEqualTo(1000);
        await().untilAsserted(() -> assertThat(proxy.proxy().live()).isZero());
    }

    @Test
    void openToADeadPeer() throws Exception {
        ResilientSession session = connect();
        proxy.proxy().onLive().blackHole();
        closesSoon(session, 1006);
    }

    @Test
    void connectingToASilentServer() throws Exception {
        try (RawServer silent = RawServer.of(RawPeer::listen)) {
            CompletionStage<ResilientSession> pending = container.connectAsync(recorder, silent.uri());
            await().until(() -> silent.accepted() == 1);
            long start = System.nanoTime();
            container.close();
            assertThat(millisSince(start)).isLessThan(SOON);
            assertThat(Quick.outcome(pending)).hasMessageContaining("closed before its first connection");
            assertThat(recorder.opened).hasValue(0);
            assertThat(recorder.closed).isEmpty();
            await().untilAsserted(() -> assertThat(silent.live()).isZero());
        }
    }

    @Test
    void reconnectingToASilentServer() throws Exception {
        ResilientSession session = connect();
        proxy.proxy().onFuture().silence();
        proxy.proxy().onLive().reset();
        await().until(() -> proxy.proxy().accepted() == 2);
        awaitState(session, SessionState.CONNECTING);
        closesSoon(session, 1006);
    }

    @Test
    void waitingForTheNextAttempt() throws Exception {
        container.close();
        container = Quick.container(recorder)
                .retry(RetryPolicy.fixed(ofSeconds(30)))
                .build();
        ResilientSession session = connect();
        proxy.proxy().refuse().onLive().reset();
        awaitState(session, SessionState.WAITING);
        closesSoon(session, 1006);
    }

    @Test
    void blockedByTheBreaker() throws Exception {
        container.close();
        container = Quick.container(recorder)
                .circuitBreaker(CircuitBreakerPolicy.afterFailures(1).resetAfter(ofSeconds(60)))
                .build();
        ResilientSession session = connect();
        proxy.proxy().refuse().onLive().reset();
        awaitState(session, SessionState.BLOCKED);
        closesSoon(session, 1006);
    }

    @Test
    void closingAlready() throws Exception {
        ResilientSession session = connect();
        proxy.proxy().onLive().blackHole();
        session.close(); // by this thread, or by the one that is at the session's mailbox just now
        await().pollInterval(ofMillis(2)).until(() -> session.state() == SessionState.CLOSING);
        closesSoon(session, 1006);
        session.close();
        assertThat(session.state()).isEqualTo(SessionState.CLOSED);
    }

    @Test
    void closingFromACallback() throws Exception {
        Recorder closing = new Recorder(ResilientSession::close);
        ResilientSession session = container.connectToServer(closing, server.uri());
        assertThat(Quick.awaitEnd(session)).isNull();
        assertThat(closing.closeCodes()).containsExactly(1000);
    }

    @Test
    void aContainerClosesItsSessionsWithGoingAway() throws Exception {
        container.close();
        container = Quick.container(recorder).heartbeat(Heartbeat.off()).build();
        List<ResilientSession> sessions = List.of(connect(), connect(), connect());
        long start = System.nanoTime();
        container.close();
        assertThat(millisSince(start)).isLessThan(SOON);
        assertThat(sessions).allMatch(session -> session.state() == SessionState.CLOSED);
        await().until(() -> server.closes.size() == 3);
        assertThat(server.closes).allMatch(reason -> reason.getCloseCode().getCode() == 1001);
        container.close();
    }
}
