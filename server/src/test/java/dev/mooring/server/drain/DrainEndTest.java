package dev.mooring.server.drain;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mooring.server.MooringServer;
import dev.mooring.server.ResilientConfigurator;
import dev.mooring.server.policy.ServerPolicy;
import dev.mooring.server.testing.Deployment;
import dev.mooring.server.testing.RawClient;
import dev.mooring.server.testing.TestServer;
import jakarta.websocket.server.ServerEndpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever comes in between, a drain has an end, and says which. */
@Tag("servers")
class DrainEndTest {

    private static final Duration LONG = Duration.ofHours(1);

    public static final class Open extends ResilientConfigurator {
        public Open() {
            super(ServerPolicy.builder().allowMissingOrigin().build());
        }
    }

    @ServerEndpoint(value = "/left", configurator = Open.class)
    public static final class Left {}

    private static List<RawClient> connect(TestServer server, int clients) throws Exception {
        List<RawClient> connected = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            connected.add(RawClient.upgrade(server.port(), server.root() + "/left"));
        }
        await().until(() -> server.mooring().runtime().bindings().get(0).openSessions() == clients);
        return connected;
    }

    @Test
    void ofAServerThatHasBeenClosed() throws Exception {
        MooringServer mooring = MooringServer.create();
        mooring.close();
        mooring.drain(LONG).toCompletableFuture().get(10, SECONDS);
    }

    @Test
    void whenTheServerIsClosedMeanwhile() throws Exception {
        try (TestServer server = TestServer.start(Deployment.of(Left.class))) {
            List<RawClient> clients = connect(server, 2);
            CompletionStage<Void> drain = server.mooring().drain(LONG);
            server.mooring().close();
            assertThatThrownBy(() -> drain.toCompletableFuture().get(10, SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasMessageContaining("sessions left: 2");
            for (RawClient client : clients) {
                client.close();
            }
        }
    }

    @Test
    void byASecondOneThatIsToBeOverSooner() throws Exception {
        try (TestServer server = TestServer.start(Deployment.of(Left.class))) {
            List<RawClient> clients = connect(server, 3);
            CompletionStage<Void> drain =
                    server.mooring().drain(Drain.over(LONG).retryAfter(Duration.ofMillis(250)));
            CompletionStage<Void> later = server.mooring().drain(LONG.plusHours(1));
            CompletionStage<Void> sooner = server.mooring().drain(Duration.ofMillis(100));
            for (RawClient client : clients) {
                RawClient.Frame close = client.readData();
                assertThat(close.closeCode()).isEqualTo(1012);
                assertThat(close.closeReason()).isEqualTo("mooring;retry-ms=250");
                client.close(1012);
            }
            for (CompletionStage<Void> each : List.of(drain, later, sooner)) {
                each.toCompletableFuture().get(10, SECONDS);
            }
            for (RawClient client : clients) {
                client.close();
            }
        }
    }
}
