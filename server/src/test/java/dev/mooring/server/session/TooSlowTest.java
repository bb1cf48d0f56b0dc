package dev.mooring.server.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.server.ResilientConfigurator;
import dev.mooring.server.policy.ServerPolicy;
import dev.mooring.server.testing.Deployment;
import dev.mooring.server.testing.RawClient;
import dev.mooring.server.testing.TestServer;
import jakarta.websocket.server.ServerEndpoint;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A client that reads too slowly. */
@Tag("servers")
class TooSlowTest {

    private static TestServer server;

    public static final class Open extends ResilientConfigurator {
        public Open() {
            super(ServerPolicy.builder().allowMissingOrigin().build());
        }
    }

    @ServerEndpoint(value = "/slow", configurator = Open.class)
    public static final class Slow {}

    @BeforeAll
    static void start() throws Exception {
        server = TestServer.start(Deployment.of(Slow.class));
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    private static EndpointBinding binding() {
        return server.mooring().runtime().bindings().get(0);
    }

    private static GuardedSession opened() {
        await().until(() -> binding().openSessions() == 1);
        return binding().guardedSessions().iterator().next();
    }

    private static void awaitNobody() {
        await().dontCatchUncaughtExceptions() // Tomcat's threads throw when a session ends amid a message
                .until(() -> binding().openSessions() == 0);
    }

    @Test
    void isCountedOnce() throws Exception {
        try (RawClient client = RawClient.upgrade(server.port(), server.root() + "/slow")) {
            GuardedSession session = opened();
            session.tooSlow();
            session.tooSlow();
            assertThat(session.counts().snapshot()).containsEntry("slow", 1L);
            assertThat(client.isOpen()).isTrue();
        }
        awaitNobody();
    }
}
