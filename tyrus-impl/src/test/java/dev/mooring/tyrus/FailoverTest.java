package dev.mooring.tyrus;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.websocket.CircuitBreakerPolicy;
import dev.mooring.websocket.ResilientContainer;
import dev.mooring.websocket.ResilientSession;
import jakarta.websocket.CloseReason;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several servers for one session. */
class FailoverTest {

    private final Recorder recorder = new Recorder();
    private EchoServer first;
    private EchoServer second;

    @BeforeEach
    void start() throws Exception {
        first = EchoServer.start();
        second = EchoServer.start();
    }

    @AfterEach
    void stop() {
        first.close();
        second.close();
    }

    private static int portOf(ResilientSession session) {
        return session.getRequestURI().getPort();
    }

    @Test
    void theFirstThatAnswersIsUsedAndTheNextWhenItDies() throws Exception {
        List<URI> uris = List.of(URI.create("ws://127.0.0.1:1/nobody"), first.uri(), second.uri());
        try (ResilientContainer container = Quick.container(recorder).build();
                ResilientSession session = container.connectToServer(recorder, uris)) {
            assertThat(portOf(session)).isEqualTo(first.port());
            first.stop();
            await().until(() -> recorder.opened.get() == 2);
            assertThat(portOf(session)).isEqualTo(second.port());
            session.getAsyncRemote().sendText("to the second");
            await().until(() -> second.received.contains("to the second"));

            first.restart();
            second.stop();
            await().until(() -> recorder.opened.get() == 3);
            assertThat(portOf(session)).isEqualTo(first.port());
        }
    }

    @Test
    void aServerWhoseBreakerIsOpenIsPassedOver() throws Exception {
        first.stop();
        try (ResilientContainer container = Quick.container(recorder)
                        .circuitBreaker(CircuitBreakerPolicy.afterFailures(1).resetAfter(ofSeconds(60)))
                        .build();
                ResilientSession session = container.connectToServer(recorder, List.of(first.uri(), second.uri()))) {
            assertThat(portOf(session)).isEqualTo(second.port());
            await().until(() -> second.sessions.size() == 1);
            second.sessions.get(0).close(new CloseReason(CloseReason.CloseCodes.getCloseCode(4000), "move"));
            await().until(() -> recorder.opened.get() == 2);
            assertThat(portOf(session)).isEqualTo(second.port());
        }
    }
}
