package dev.mooring.tyrus;

import static dev.mooring.tyrus.Quick.awaitState;
import static dev.mooring.tyrus.Quick.millisSince;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.testkit.ServerProcess;
import dev.mooring.websocket.CircuitBreakerPolicy;
import dev.mooring.websocket.Heartbeat;
import dev.mooring.websocket.HeartbeatMissed;
import dev.mooring.websocket.ResilientContainer;
import dev.mooring.websocket.ResilientSession;
import dev.mooring.websocket.RetryPolicy;
import dev.mooring.websocket.RetryScheduled;
import dev.mooring.websocket.SessionState;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A real server process that is killed, restarted and frozen. */
class KilledServerTest {

    private static final long DELAY = 200;

    private final Recorder recorder = new Recorder();

    private static ServerProcess start(int port) {
        return ServerProcess.of(EchoMain.class)
                .args(String.valueOf(port))
                .jvmArgs("-Xmx128m")
                .start();
    }

    private static URI uri(ServerProcess server) {
        return URI.create("ws://127.0.0.1:" + server.port() + "/echo");
    }

    private ResilientContainer container(Duration heartbeatTimeout) {
        return ResilientContainer.builder()
                .retry(RetryPolicy.fixed(ofMillis(DELAY)).jitter(0.1).maxRetries(RetryPolicy.UNLIMITED))
                .circuitBreaker(CircuitBreakerPolicy.off())
                .heartbeat(Heartbeat.ping().every(ofMillis(500)).timeout(heartbeatTimeout))
                .connectTimeout(ofSeconds(2))
                .listener(recorder)
                .build();
    }

    @Test
    void afterKillAndRestartItIsOpenAgainByTheNextRetryAndParkedMessagesArriveInOrder() throws Exception {
        try (ServerProcess first = start(-1);
                ResilientContainer container = container(ofSeconds(30)); // a server that starts is slow
                ResilientSession session = container.connectToServer(recorder, uri(first))) {
            session.getBasicRemote().sendText("0");
            await().until(() -> recorder.received.size() == 1);
            first.kill9();
            await().until(() -> session.state() != SessionState.OPEN);
            List<String> expected = new ArrayList<>(List.of("0"));
            for (int i = 1; i <= 500; i++) {
                if (i % 2 == 0) {
                    session.getBasicRemote().sendText(String.valueOf(i));
                } else {
                    session.getAsyncRemote().sendText(String.valueOf(i));
                }
                expected.add(String.valueOf(i));
            }
            try (ServerProcess second = start(first.port())) {
                long up = System.nanoTime();
                awaitState(session, SessionState.OPEN);
                System.out.println("open again " + millisSince(up) + " ms after the server was up");
                assertThat(recorder.events(RetryScheduled.class))
                        .isNotEmpty()
                        .allSatisfy(retry -> assertThat(retry.delay())
                                .isBetween(ofMillis(DELAY * 9 / 10), ofMillis(DELAY * 11 / 10)));
                await().atMost(ofSeconds(30)).until(() -> recorder.received.size() >= 501);
                assertThat(recorder.received).containsExactlyElementsOf(expected);
                assertThat(recorder.closeCodes()).containsExactly(1006);
                assertThat(second.isAlive()).isTrue();
            }
        }
    }

    @Test
    void aFrozenServerIsNoticedAndTheSessionComesBackWhenItThaws() throws Exception {
        try (ServerProcess server = start(-1);
                ResilientContainer container = container(ofMillis(1_500));
                ResilientSession session = container.connectToServer(recorder, uri(server))) {
            server.stop();
            await().until(() -> session.state() != SessionState.OPEN);
            session.getBasicRemote().sendText("parked");
            server.cont();
            awaitState(session, SessionState.OPEN);
            await().until(() -> recorder.received.contains("parked"));
            assertThat(recorder.received).containsExactly("parked");
            assertThat(recorder.events(HeartbeatMissed.class)).isNotEmpty();
            assertThat(recorder.closeCodes()).isNotEmpty().containsOnly(1006);
        }
    }
}
