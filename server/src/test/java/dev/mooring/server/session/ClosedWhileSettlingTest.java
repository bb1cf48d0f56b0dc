package dev.mooring.server.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.server.ResilientConfigurator;
import dev.mooring.server.policy.ServerPolicy;
import dev.mooring.server.policy.SlowConsumer;
import dev.mooring.server.testing.Deployment;
import dev.mooring.server.testing.RawClient;
import dev.mooring.server.testing.TestServer;
import dev.mooring.websocket.Delivery;
import dev.mooring.websocket.SendOptions;
import dev.mooring.websocket.delivery.ResumeRequest;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.server.ServerEndpoint;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A resumable session whose client acknowledges nothing, when both it and its server are closed: no tick looks after it. */
@Tag("servers")
class ClosedWhileSettlingTest {

    private static final CloseReason BYE = new CloseReason(CloseCodes.SERVICE_RESTART, "bye");
    private static final String CHUNK = "x".repeat(64 << 10);
    private static final long ENOUGH = 500_000;
    private static final int LARGE = 8 << 20;

    public static final class Resumable extends ResilientConfigurator {
        public Resumable() {
            super(ServerPolicy.builder()
                    .allowMissingOrigin()
                    .slowConsumer(SlowConsumer.disconnectAfter(64 << 20))
                    .delivery(Delivery.resumable())
                    .build());
        }
    }

    @ServerEndpoint(value = "/settling", configurator = Resumable.class)
    public static final class Settling {}

    private static GuardedSession opened(TestServer server) {
        EndpointBinding binding = server.mooring().runtime().bindings().get(0);
        await().until(() -> binding.openSessions() == 1);
        return binding.guardedSessions().iterator().next();
    }

    @Test
    void itsCloseFrameGoesWhenTheServerIsClosed() throws Exception {
        try (TestServer server = TestServer.start(Deployment.of(Settling.class));
                RawClient client =
                        RawClient.upgrade(server.port(), server.root() + "/settling", ResumeRequest.HEADER + ": 1")) {
            GuardedSession session = opened(server);
            session.send("a", SendOptions.NONE);
            assertThat(client.readText()).isEqualTo("a");
            session.close(BYE);
            server.mooring().close();
            assertThat(client.readCloseCode()).isEqualTo(1012);
        }
    }

    @Test
    void itsCloseFrameGoesWhenAllIsWritten() throws Exception {
        try (TestServer server = TestServer.start(Deployment.of(Settling.class));
                RawClient client = RawClient.upgradeWithSmallBuffer(
                        server.port(), server.root() + "/settling", ResumeRequest.HEADER + ": 1")) {
            GuardedSession session = opened(server);
            for (int i = 0; session.bufferedAmount() < ENOUGH && i < 512; i++) { // far more than the sockets take
                session.send(CHUNK, SendOptions.NONE);
            }
            server.mooring().close();
            session.close(BYE);
            assertThat(client.readCloseCode()).isEqualTo(1012);
        }
    }

    @Test
    void emptyMessagesAreWrittenBeforeItsCloseFrame() throws Exception {
        try (TestServer server = TestServer.start(Deployment.of(Settling.class));
                RawClient client = RawClient.upgradeWithSmallBuffer(
                        server.port(), server.root() + "/settling", ResumeRequest.HEADER + ": 1")) {
            GuardedSession session = opened(server);
            session.send(
                    "x".repeat(LARGE), SendOptions.NONE); // so large that it is being written until the client reads
            for (int i = 0; i < 3; i++) {
                session.send("", SendOptions.NONE);
            }
            server.mooring().close();
            session.close(BYE);
            assertThat(client.readText()).hasSize(LARGE);
            for (int i = 0; i < 3; i++) {
                assertThat(client.readText()).isEmpty();
            }
            assertThat(client.readCloseCode()).isEqualTo(1012);
        }
    }
}
