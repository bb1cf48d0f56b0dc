package dev.mooring.tyrus;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.websocket.ResilientContainer;
import dev.mooring.websocket.ResilientSession;
import dev.mooring.websocket.RetryPolicy;
import dev.mooring.websocket.SessionEvent;
import dev.mooring.websocket.SessionState;
import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.CloseReason;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class FirstLineTest {

    @Test
    void aLineGoesOutAndComesBackAndTheSessionSurvivesARestart() throws Exception {
        EchoServer server = EchoServer.start();
        int port = server.port();
        Lines lines = new Lines();
        List<SessionEvent> events = new CopyOnWriteArrayList<>();
        try (ResilientContainer container = ResilientContainer.builder()
                        .retry(RetryPolicy.exponential(ofMillis(50), ofMillis(500)))
                        .listener(events::add)
                        .build();
                ResilientSession session = container.connectToServer(lines, server.uri())) {
            assertThat(session.state()).isEqualTo(SessionState.OPEN);
            session.getBasicRemote().sendText("one");
            await().untilAsserted(() -> assertThat(lines.received).containsExactly("one"));

            server.close();
            await().until(() -> session.state() != SessionState.OPEN);
            session.getAsyncRemote().sendText("two");
            server = EchoServer.start(port);
            await().atMost(ofSeconds(5))
                    .untilAsserted(() -> assertThat(lines.received).containsExactly("one", "two"));
            assertThat(lines.opened).isEqualTo(2);
            assertThat(lines.closed).hasSize(1);
        } finally {
            System.out.println(events);
            server.close();
        }
    }

    @ClientEndpoint
    public static class Lines {
        final List<String> received = new CopyOnWriteArrayList<>();
        final List<CloseReason> closed = new CopyOnWriteArrayList<>();
        volatile int opened;

        @OnOpen
        public void open(ResilientSession session) {
            opened++;
        }

        @OnMessage
        public void line(String line) {
            received.add(line);
        }

        @OnClose
        public void close(CloseReason reason) {
            closed.add(reason);
        }
    }
}
