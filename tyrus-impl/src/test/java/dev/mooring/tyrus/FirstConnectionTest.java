package dev.mooring.tyrus;

import static dev.mooring.tyrus.Quick.millisSince;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mooring.testkit.FaultProxy;
import dev.mooring.websocket.InitialConnect;
import dev.mooring.websocket.ResilientContainer;
import dev.mooring.websocket.ResilientSession;
import dev.mooring.websocket.SessionState;
import jakarta.websocket.DeploymentException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How the first connection comes about, or does not. */
@Timeout(60)
class FirstConnectionTest {

    private final Recorder recorder = new Recorder();

    private final Socket nobody = new Socket(); // has a port, so that no other has it, and does not listen

    @BeforeEach
    void takePort() throws IOException {
        nobody.bind(new InetSocketAddress("127.0.0.1", 0));
    }

    @AfterEach
    void leavePort() throws IOException {
        nobody.close();
    }

    private URI nobody() {
        return URI.create("ws://127.0.0.1:" + nobody.getLocalPort() + "/nobody?token=secret");
    }

    @Test
    void itFollowsTheRetryPolicyAndTellsAllAttemptsWhenItFails() throws Exception {
        URI uri = nobody();
        try (ResilientContainer container =
                Quick.container(recorder).retry(Quick.RETRY.maxRetries(2)).build()) {
            assertThatThrownBy(() -> container.connectToServer(recorder, uri))
                    .isInstanceOf(DeploymentException.class)
                    .hasMessageContaining(
                            "attempt 1 to ws://127.0.0.1:" + uri.getPort() + "/nobody?…: could not connect")
                    .hasMessageContaining("attempt 3")
                    .hasMessageNotContaining("attempt 4")
                    .hasMessageNotContaining("secret");
            await().until(() -> recorder.states().contains(SessionState.FAILED));
            assertThat(recorder.opened).hasValue(0);
            assertThat(recorder.closed).isEmpty();
        }
    }

    @Test
    void failFastMakesOneAttempt() throws Exception {
        URI uri = nobody();
        try (ResilientContainer container = Quick.container(recorder)
                .initialConnect(InitialConnect.failFast())
                .build()) {
            assertThatThrownBy(() -> container.connectToServer(recorder, uri))
                    .isInstanceOf(DeploymentException.class)
                    .hasMessageContaining("attempt 1")
                    .hasMessageNotContaining("attempt 2");
        }
    }

    @Test
    void failFastIsForTheFirstConnectionAlone() throws Exception {
        try (EchoServer server = EchoServer.start();
                ResilientContainer container = Quick.container(recorder)
                        .initialConnect(InitialConnect.failFast())
                        .build();
                ResilientSession session = container.connectToServer(recorder, server.uri())) {
            server.stop();
            await().until(() -> session.state() == SessionState.WAITING);
            server.restart();
            Quick.awaitState(session, SessionState.OPEN);
        }
    }

    @Test
    void withinALimitItFailsInTime() throws Exception {
        URI uri = nobody();
        try (ResilientContainer container = Quick.container(recorder)
                .initialConnect(InitialConnect.within(ofMillis(400)))
                .build()) {
            long start = System.nanoTime();
            assertThatThrownBy(() -> container.connectToServer(recorder, uri))
                    .isInstanceOf(DeploymentException.class)
                    .hasMessageContaining("no first connection within 400 ms")
                    .hasMessageContaining("attempt 1");
            assertThat(millisSince(start)).isGreaterThanOrEqualTo(390);
        }
    }

    @Test
    void aSilentServerIsGivenUpAfterTheConnectTimeout() throws Exception {
        try (RawServer silent = RawServer.of(RawPeer::listen);
                ResilientContainer container = Quick.container(recorder)
                        .connectTimeout(ofMillis(300))
                        .initialConnect(InitialConnect.failFast())
                        .build()) {
            long start = System.nanoTime();
            assertThatThrownBy(() -> container.connectToServer(recorder, silent.uri()))
                    .isInstanceOf(DeploymentException.class)
                    .hasMessageContaining("no connection within 300 ms");
            assertThat(millisSince(start)).isGreaterThanOrEqualTo(290);
        }
    }

    /** Refused by a proxy, for a Tyrus server that starts answers 404 between listening and deploying, which is fatal here. */
    @Test
    void aServerThatComesLateIsStillFound() throws Exception {
        try (EchoServer server = EchoServer.start();
                FaultProxy front = FaultProxy.to("127.0.0.1", server.port()).start();
                ResilientContainer container = Quick.container(recorder).build()) {
            front.refuse();
            CompletionStage<ResilientSession> pending =
                    container.connectAsync(recorder, server.through(front.port(), "echo"));
            await().until(() -> recorder.states().contains(SessionState.WAITING));
            front.reopen();
            ResilientSession session = pending.toCompletableFuture().get(10, TimeUnit.SECONDS);
            assertThat(session.isOpen()).isTrue();
        }
    }

    @Test
    void interruptingConnectToServerClosesTheSession() throws Exception {
        try (RawServer silent = RawServer.of(RawPeer::listen);
                ResilientContainer container = Quick.container(recorder).build()) {
            CompletableFuture<Throwable> outcome = new CompletableFuture<>();
            Thread caller = new Thread(() -> {
                try {
                    container.connectToServer(recorder, silent.uri());
                } catch (Exception e) {
                    outcome.complete(Thread.currentThread().isInterrupted() ? e : null);
                }
            });
            caller.start();
            await().until(() -> silent.accepted() == 1);
            caller.interrupt();
            assertThat(outcome.get()).isInstanceOf(DeploymentException.class).hasMessageContaining("interrupted");
            await().until(() -> recorder.states().contains(SessionState.CLOSED));
        }
    }
}
