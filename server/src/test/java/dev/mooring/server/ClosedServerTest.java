package dev.mooring.server;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.server.policy.ServerPolicy;
import dev.mooring.server.session.ServerSession;
import dev.mooring.server.testing.Deployment;
import dev.mooring.server.testing.RawClient;
import dev.mooring.server.testing.TestServer;
import dev.mooring.websocket.SendOptions;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.server.ServerEndpoint;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What an application can do with the sessions of a server that it has closed. */
@Tag("servers")
class ClosedServerTest {

    public static final class Open extends ResilientConfigurator {
        public Open() {
            super(ServerPolicy.builder().allowMissingOrigin().build());
        }
    }

    @ServerEndpoint(value = "/outliving", configurator = Open.class)
    public static final class Outliving {}

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("mooring-server"))
                .collect(Collectors.toSet());
    }

    @Test
    void itsSessionsSendAndCloseAndNoThreadStays() throws Exception {
        Set<Thread> before = threads();
        try (TestServer server = TestServer.start(Deployment.of(Outliving.class))) {
            try (RawClient client = RawClient.upgrade(server.port(), server.root() + "/outliving")) {
                var binding = server.mooring().runtime().bindings().get(0);
                await().until(() -> binding.openSessions() == 1);
                ServerSession session = binding.sessions().iterator().next();
                server.mooring().close();

                session.send("still here", SendOptions.NONE)
                        .toCompletableFuture()
                        .get(10, SECONDS);
                session.close(new CloseReason(CloseCodes.GOING_AWAY, "bye"));

                assertThat(client.readText()).isEqualTo("still here");
                RawClient.Frame close = client.readData();
                assertThat(close.closeCode()).isEqualTo(1001);
                assertThat(close.closeReason()).isEqualTo("bye");
                client.close(1001);
                await().until(() -> binding.openSessions() == 0 && binding.closingSessions() == 0);
            }
            await().until(() -> before.containsAll(threads()));
        }
    }
}
