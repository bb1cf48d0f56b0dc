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
import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.server.ServerEndpoint;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Takes a session over by a connection whose first message says who it is. */
@Tag("servers")
class LateTakeoverTest {

    private static final Duration DEADLINE = Duration.ofSeconds(6);
    private static final Queue<String> LOG = new ConcurrentLinkedQueue<>();
    private static final CountDownLatch HELD = new CountDownLatch(1);
    private static final CountDownLatch GO_ON = new CountDownLatch(1);

    private static TestServer server;

    public static final class Resumable extends ResilientConfigurator {
        public Resumable() {
            super(ServerPolicy.builder()
                    .allowMissingOrigin()
                    .authenticateFirstMessage(FirstMessageAuth.of(token -> () -> token)
                            .within(DEADLINE)
                            .replyWith("welcome"))
                    .delivery(Delivery.resumable())
                    .build());
        }
    }

    @ServerEndpoint(value = "/late", configurator = Resumable.class)
    public static final class Late {
        @OnOpen
        public void open(ServerSession session) {
            LOG.add(session.isResumed() ? "resumed" : "opened");
        }

        @OnMessage
        public String message(String text) throws InterruptedException {
            if (text.equals("hold")) {
                HELD.countDown();
                GO_ON.await(20, TimeUnit.SECONDS);
            }
            return text;
        }

        @OnClose
        public void close() {
            LOG.add("closed");
        }
    }

    @BeforeAll
    static void start() throws Exception {
        server = TestServer.start(Deployment.of(Late.class));
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    private static EndpointBinding binding() {
        return server.mooring().runtime().bindings().iterator().next();
    }

    @BeforeEach
    void forget() {
        await().until(() -> binding().openSessions() == 0 && binding().closingSessions() == 0);
        LOG.clear();
    }

    private static RawClient open(String header) throws Exception {
        return RawClient.upgrade(server.port(), server.root() + "/late", ResumeRequest.HEADER + ": " + header);
    }

    /** Another connection of the session, of which nothing has been received. */
    private static RawClient takeOver(RawClient carrier) throws Exception {
        ResumeResponse answer = ResumeResponse.parse(carrier.header(ResumeRequest.HEADER));
        return open(new ResumeRequest(answer.id(), answer.token(), 0, 0).format());
    }

    private static void authenticate(RawClient client) throws Exception {
        client.text("alice");
        assertThat(client.readText()).isEqualTo("welcome");
    }

    @Test
    void theEndOfTheOldConnectionIsHeardBeforeTheNewOneOpens() throws Exception {
        try (RawClient first = open("1")) {
            authenticate(first);
            await().until(() -> LOG.contains("opened")); // else the next handshake might be the first
            try (RawClient second = takeOver(first)) {
                authenticate(second);
                second.text("hello");
                assertThat(second.readText()).isEqualTo("hello");
                await().until(() -> LOG.size() == 3);
                assertThat(LOG).containsExactly("opened", "closed", "resumed");
                second.close(1000);
                second.readCloseCode();
            }
        }
    }

    @Test
    void aFirstMessageInTimeMayWaitForTheHandlerOfTheOldConnection() throws Exception {
        try (RawClient first = open("1")) {
            authenticate(first);
            first.text("hold");
            assertThat(HELD.await(10, TimeUnit.SECONDS)).isTrue();
            try (RawClient second = takeOver(first)) {
                CountDownLatch overdue = new CountDownLatch(1); // a tick has been behind the deadline
                server.mooring()
                        .runtime()
                        .schedule(overdue::countDown, DEADLINE.plusMillis(500).toNanos());
                second.text("alice");
                assertThat(overdue.await(20, TimeUnit.SECONDS)).isTrue();
                GO_ON.countDown();
                assertThat(second.readText()).isEqualTo("welcome");
                assertThat(second.readText()).isEqualTo("hold");
                second.close(1000);
                second.readCloseCode();
            }
        }
    }
}
