package dev.mooring.server.drain;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mooring.server.ResilientConfigurator;
import dev.mooring.server.policy.ServerPolicy;
import dev.mooring.server.session.EndpointBinding;
import dev.mooring.server.session.ServerSession;
import dev.mooring.server.testing.Deployment;
import dev.mooring.server.testing.RawClient;
import dev.mooring.server.testing.TestServer;
import dev.mooring.server.topic.Topic;
import dev.mooring.websocket.Delivery;
import dev.mooring.websocket.delivery.ResumeRequest;
import jakarta.websocket.server.ServerEndpoint;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A resumable session that has no connection when its server takes none any more. */
@Tag("servers")
class DrainDetachedTest {

    public static final class Resumable extends ResilientConfigurator {
        public Resumable() {
            super(ServerPolicy.builder()
                    .allowMissingOrigin()
                    .delivery(Delivery.resumable().window(Duration.ofHours(1)))
                    .build());
        }
    }

    @ServerEndpoint(value = "/detached", configurator = Resumable.class)
    public static final class Detached {}

    private interface End {
        void of(TestServer server) throws Exception;
    }

    @Test
    void endsWithTheDrain() throws Exception {
        assertEndsBy(server -> server.mooring()
                .drain(Duration.ofMillis(10))
                .toCompletableFuture()
                .get(10, SECONDS));
    }

    @Test
    void endsWithTheServer() throws Exception {
        assertEndsBy(server -> server.mooring().close());
    }

    private static void assertEndsBy(End end) throws Exception {
        try (TestServer server = TestServer.start(Deployment.of(Detached.class))) {
            EndpointBinding binding = server.mooring().runtime().bindings().get(0);
            Topic news = server.mooring().topics().topic("news");
            ServerSession session;
            try (RawClient client =
                    RawClient.upgrade(server.port(), server.root() + "/detached", ResumeRequest.HEADER + ": 1")) {
                await().until(() -> binding.openSessions() == 1);
                session = binding.sessions().iterator().next();
                news.join(session);
            }
            await().until(() -> binding.openSessions() == 0 && binding.closingSessions() == 0);
            Future<Void> sent = session.getAsyncRemote().sendText("nobody comes for it");
            assertThat(server.mooring().runtime().desk().store().sessions()).isEqualTo(1);
            assertThat(news.members()).hasSize(1);

            end.of(server);

            assertThatThrownBy(() -> sent.get(10, SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasMessageContaining("the session has ended");
            assertThat(server.mooring().runtime().desk().store().sessions()).isZero();
            await().until(() -> news.members().isEmpty());
        }
    }
}
