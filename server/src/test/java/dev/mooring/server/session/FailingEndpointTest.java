package dev.mooring.server.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.server.ResilientConfigurator;
import dev.mooring.server.policy.ServerPolicy;
import dev.mooring.server.testing.Deployment;
import dev.mooring.server.testing.RawClient;
import dev.mooring.server.testing.TestServer;
import dev.mooring.websocket.Delivery;
import dev.mooring.websocket.delivery.Ack;
import dev.mooring.websocket.delivery.ResumeRequest;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Endpoints whose code throws where it was not expected to, and what it was not expected to. */
@Tag("servers")
class FailingEndpointTest {

    private static TestServer server;

    public static final class Missing extends ResilientConfigurator {
        public Missing() {
            super(ServerPolicy.builder().allowMissingOrigin().build());
        }

        @Override
        protected EndpointFactory.Instance createEndpoint(Class<?> type) {
            throw new NoClassDefFoundError("told to");
        }
    }

    @ServerEndpoint(value = "/missing", configurator = Missing.class)
    public static final class Unmade {}

    public static final class Resumable extends ResilientConfigurator {
        public Resumable() {
            super(ServerPolicy.builder()
                    .allowMissingOrigin()
                    .delivery(Delivery.resumable())
                    .build());
        }
    }

    @ServerEndpoint(value = "/helpless", configurator = Resumable.class)
    public static final class Helpless extends Endpoint {
        @Override
        public void onOpen(Session session, EndpointConfig config) {
            session.addMessageHandler(String.class, (MessageHandler.Whole<String>) text -> {
                throw new IllegalStateException("told to");
            });
            session.addMessageHandler(ByteBuffer.class, (MessageHandler.Whole<ByteBuffer>) data -> {
                throw new AssertionError("told to");
            });
        }

        @Override
        public void onError(Session session, Throwable failure) {
            throw new IllegalStateException("again", failure);
        }
    }

    @BeforeAll
    static void startServer() throws Exception {
        server = TestServer.start(Deployment.of(Unmade.class, Helpless.class));
    }

    @AfterAll
    static void stopServer() throws Exception {
        server.close();
    }

    private static RawClient connect(String path) throws Exception {
        return RawClient.upgrade(server.port(), server.root() + path, ResumeRequest.HEADER + ": 1");
    }

    @Test
    void anEndpointWhoseClassIsMissingEndsTheSessionWith1011() throws Exception {
        EndpointBinding binding = server.mooring().runtime().bindings().stream()
                .filter(each -> each.guard().template().toString().equals("/missing"))
                .findFirst()
                .orElseThrow();
        try (RawClient client = connect("/missing")) {
            assertThat(client.readCloseCode()).isEqualTo(1011);
            await().until(() -> binding.guard().connections() == 0 && binding.closingSessions() == 0);
        }
    }

    @Test
    void aMessageCountsAsHandledWhoeverThrows() throws Exception {
        try (RawClient client = connect("/helpless")) {
            client.text("a");
            awaitProcessed(client, 1);
            client.frame(RawClient.BINARY, true, new byte[1]);
            awaitProcessed(client, 2);
            client.close(1000);
            assertThat(client.readCloseCode()).isEqualTo(1000);
        }
    }

    private static void awaitProcessed(RawClient client, long count) throws Exception {
        Ack ack = null;
        while (ack == null || ack.processed() < count) {
            RawClient.Frame frame = client.read();
            ack = frame.opcode() == RawClient.PONG ? Ack.read(ByteBuffer.wrap(frame.payload())) : ack;
        }
    }
}
