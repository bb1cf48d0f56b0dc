package dev.mooring.tyrus;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.websocket.ResilientContainer;
import dev.mooring.websocket.ResilientSession;
import dev.mooring.websocket.RetryPolicy;
import dev.mooring.websocket.SessionState;
import org.junit.jupiter.api.Test;

class FirstLineTest {

    @Test
    void aLineGoesOutAndComesBackAndTheSessionSurvivesARestart() throws Exception {
        Recorder lines = new Recorder();
        try (EchoServer server = EchoServer.start();
                ResilientContainer container = ResilientContainer.builder()
                        .retry(RetryPolicy.exponential(ofMillis(50), ofMillis(500)))
                        .build();
                ResilientSession session = container.connectToServer(lines, server.uri())) {
            assertThat(session.state()).isEqualTo(SessionState.OPEN);
            session.getBasicRemote().sendText("one");
            await().untilAsserted(() -> assertThat(lines.received).containsExactly("one"));

            server.stop();
            await().until(() -> session.state() != SessionState.OPEN);
            session.getAsyncRemote().sendText("two");
            server.restart();
            await().untilAsserted(() -> assertThat(lines.received).containsExactly("one", "two"));
            assertThat(lines.opened).hasValue(2);
            assertThat(lines.closed).hasSize(1);
        }
    }
}
