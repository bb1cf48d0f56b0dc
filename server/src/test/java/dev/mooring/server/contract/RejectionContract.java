package dev.mooring.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.server.ResilientConfigurator;
import dev.mooring.server.auth.HandshakeRejectedException;
import dev.mooring.server.auth.Rejection;
import dev.mooring.server.policy.ServerPolicy;
import dev.mooring.server.testing.RawClient;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the status, and whatever the container does with it, a rejected handshake never reaches the application. */
abstract class RejectionContract extends ServerContract {

    static final List<String> CALLS = new CopyOnWriteArrayList<>();

    public static class Rejecting extends ResilientConfigurator {
        public Rejecting() {
            super(ServerPolicy.builder()
                    .allowMissingOrigin()
                    .authenticate(request -> {
                        int status = Integer.parseInt(request.pathParameters().get("status"));
                        throw new HandshakeRejectedException(
                                Rejection.of(status, "told to").retryAfter(Duration.ofMillis(1500)));
                    })
                    .build());
        }
    }

    @ServerEndpoint(value = "/reject/{status}", configurator = Rejecting.class)
    public static class Unreachable {
        @OnOpen
        public void open(Session session) {
            CALLS.add("open");
        }

        @OnMessage
        public void message(String text) {
            CALLS.add("message " + text);
        }

        @OnError
        public void error(Throwable failure) {
            CALLS.add("error " + failure);
        }

        @OnClose
        public void close() {
            CALLS.add("close");
        }
    }

    @AfterAll
    void theApplicationHeardOfNone() {
        assertThat(CALLS).isEmpty();
        assertThat(binding("/reject/{status}").guard().connections()).isZero();
    }

    void answered(RawClient client, int status) {}

    @ParameterizedTest
    @ValueSource(ints = {302, 400, 401, 403, 429, 500, 503})
    void noSessionOpens(int status) throws Exception {
        try (RawClient client = connect("/reject/" + status)) {
            assertThat(client.status()).isNotEqualTo(101);
            answered(client, status);
            sendAnyway(client);
        }
    }

    /** Whoever is refused may still talk; the servers differ in what they answer, if anything. */
    private static void sendAnyway(RawClient client) {
        try {
            client.text("first");
            client.text("second");
            client.timeout(200);
            client.read();
        } catch (IOException e) {
            return; // closed, or silent
        }
    }
}
