package dev.mooring.server.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.server.ResilientConfigurator;
import dev.mooring.server.auth.FirstMessageAuth;
import dev.mooring.server.policy.ServerPolicy;
import dev.mooring.server.testing.Deployment;
import dev.mooring.server.testing.RawClient;
import dev.mooring.server.testing.TestServer;
import dev.mooring.websocket.Delivery;
import dev.mooring.websocket.delivery.ResumeRequest;
import dev.mooring.websocket.delivery.ResumeResponse;
import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A first message within its deadline, which is longer than the window of the session. */
@Tag("servers")
class LateFirstMessageTest {

    private static final Duration WINDOW = Duration.ofSeconds(1);
    private static TestServer server;

    public static final class Resumable extends ResilientConfigurator {
        public Resumable() {
            super(ServerPolicy.builder()
                    .allowMissingOrigin()
                    .authenticateFirstMessage(FirstMessageAuth.of(token -> () -> token)
                            .within(Duration.ofMinutes(1))
                            .replyWith("welcome"))
                    .delivery(Delivery.resumable().window(WINDOW))
                    .build());
        }
    }

    @ServerEndpoint(value = "/patient", configurator = Resumable.class)
    public static final class Patient {
        @OnMessage
        public String message(String text, ServerSession session) {
            return text + (session.isResumed() ? " resumed" : " opened");
        }
    }

    @BeforeAll
    static void start() throws Exception {
        server = TestServer.start(Deployment.of(Patient.class));
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    private static RawClient open(String header) throws Exception {
        return RawClient.upgrade(server.port(), server.root() + "/patient", ResumeRequest.HEADER + ": " + header);
    }

    /** Till the clock that ends sessions has gone on for longer than the window. */
    private static void awaitEndOfWindow() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        server.mooring()
                .runtime()
                .schedule(over::countDown, WINDOW.plusMillis(500).toNanos());
        assertThat(over.await(60, TimeUnit.SECONDS)).isTrue();
    }

    private static void assertServed(RawClient client, String answer) throws Exception {
        client.text("alice");
        assertThat(client.readText()).isEqualTo("welcome");
        client.text("hello");
        assertThat(client.readText()).isEqualTo(answer);
    }

    @Test
    void opensANewSession() throws Exception {
        try (RawClient client = open("1")) {
            awaitEndOfWindow();
            assertServed(client, "hello opened");
        }
    }

    @Test
    void resumesASessionThatNoConnectionCarriesMeanwhile() throws Exception {
        EndpointBinding binding = server.mooring().runtime().bindings().get(0);
        await().until(() -> binding.openSessions() == 0);
        RawClient first = open("1");
        assertServed(first, "hello opened");
        ResumeResponse answer = ResumeResponse.parse(first.header(ResumeRequest.HEADER));
        try (RawClient second = open(new ResumeRequest(answer.id(), answer.token(), 1, 1).format())) {
            await().until(() -> binding.openSessions() == 2);
            first.close();
            await().until(() -> binding.openSessions() == 1);
            awaitEndOfWindow();
            assertServed(second, "hello resumed");
        }
    }
}
