package dev.mooring.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.server.ResilientConfigurator;
import dev.mooring.server.policy.ServerPolicy;
import dev.mooring.server.testing.Deployment;
import dev.mooring.server.testing.RawClient;
import dev.mooring.server.testing.TestServer;
import dev.mooring.websocket.Delivery;
import dev.mooring.websocket.delivery.ResumeRequest;
import dev.mooring.websocket.delivery.ResumeResponse;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpointConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What an application puts into the configuration of an endpoint is where each of its sessions begins. */
@Tag("servers")
class UserPropertiesTest {

    private static final ServerEndpointConfig CONFIG = ServerEndpointConfig.Builder.create(Noting.class, "/noting")
            .configurator(new Resumable())
            .build();

    private static TestServer server;

    private static final class Resumable extends ResilientConfigurator {
        Resumable() {
            super(ServerPolicy.builder()
                    .allowMissingOrigin()
                    .delivery(Delivery.resumable())
                    .build());
        }
    }

    /** Notes each text in the place of the one before, which it answers. */
    public static final class Noting extends Endpoint {
        @Override
        public void onOpen(Session session, EndpointConfig config) {
            session.addMessageHandler(String.class, (MessageHandler.Whole<String>) text -> session.getAsyncRemote()
                    .sendText(String.valueOf(session.getUserProperties().put("note", text))));
        }
    }

    @BeforeAll
    static void startServer() throws Exception {
        CONFIG.getUserProperties().put("note", "configured");
        server = TestServer.start(Deployment.of().andProgrammed(CONFIG));
    }

    @AfterAll
    static void stopServer() throws Exception {
        server.close();
    }

    @AfterEach
    void theConfigurationIsAsItWas() {
        assertThat(CONFIG.getUserProperties()).containsEntry("note", "configured");
    }

    private static RawClient connect(String... headers) throws Exception {
        return RawClient.upgrade(server.port(), server.root() + "/noting", headers);
    }

    private static RawClient resumable(String header) throws Exception {
        return connect(ResumeRequest.HEADER + ": " + header);
    }

    private static void assertNotes(RawClient client, String before, String text) throws Exception {
        client.text(text);
        assertThat(client.readText()).isEqualTo(before);
    }

    @Test
    void aSessionHasACopyOfItsOwn() throws Exception {
        try (RawClient one = connect();
                RawClient other = connect()) {
            assertNotes(one, "configured", "one's");
            assertNotes(other, "configured", "other's");
            assertNotes(one, "one's", "");
        }
    }

    @Test
    void aResumableSessionHasOneForAllItsConnections() throws Exception {
        ResumeResponse answer;
        try (RawClient first = resumable("1");
                RawClient other = resumable("1")) {
            answer = ResumeResponse.parse(first.header(ResumeRequest.HEADER));
            assertNotes(first, "configured", "first's");
            assertNotes(other, "configured", "other's");
            other.close(1000);
        }
        try (RawClient second = resumable(new ResumeRequest(answer.id(), answer.token(), 1, 1).format())) {
            assertNotes(second, "first's", "");
            second.close(1000);
        }
    }
}
