package dev.mooring.server.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.server.ResilientConfigurator;
import dev.mooring.server.auth.FirstMessageAuth;
import dev.mooring.server.policy.ServerPolicy;
import dev.mooring.server.policy.ServerPolicyBuilder;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Takes a session over by a connection whose first message says who it is. */
@Tag("servers")
class LateTakeoverTest {

    private static final Duration DEADLINE = Duration.ofSeconds(6);
    private static final String LATE = "/late";
    private static final String ONE = "/late/one";
    private static final Queue<String> LOG = new ConcurrentLinkedQueue<>();
    private static final int TOLD_TO_COME_BACK = 1013;

    private static volatile CountDownLatch held = new CountDownLatch(1);
    private static volatile CountDownLatch goOn = new CountDownLatch(1);
    private static TestServer server;

    private static ServerPolicyBuilder options() {
        return ServerPolicy.builder()
                .allowMissingOrigin()
                .authenticateFirstMessage(FirstMessageAuth.of(token -> () -> token)
                        .within(DEADLINE)
                        .replyWith("welcome"))
                .delivery(Delivery.resumable());
    }

    public static final class Resumable extends ResilientConfigurator {
        public Resumable() {
            super(options().build());
        }
    }

    public static final class One extends ResilientConfigurator {
        public One() {
            super(options().maxConnectionsPerPrincipal(1).build());
        }
    }

    @ServerEndpoint(value = LATE, configurator = Resumable.class)
    public static final class Late extends Holding {}

    @ServerEndpoint(value = ONE, configurator = One.class)
    public static final class OfOne extends Holding {}

    public abstract static class Holding {
        @OnOpen
        public void open(ServerSession session) {
            LOG.add(session.isResumed() ? "resumed" : "opened");
        }

        @OnMessage
        public String message(String text) throws InterruptedException {
            if (text.equals("hold")) {
                CountDownLatch mayGoOn = goOn;
                held.countDown();
                mayGoOn.await(60, TimeUnit.SECONDS);
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
        server = TestServer.start(Deployment.of(Late.class, OfOne.class));
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    private static EndpointBinding binding(String path) {
        return server.mooring().runtime().bindings().stream()
                .filter(each -> each.guard().template().toString().equals(path))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isQuiet(String path) {
        return binding(path).openSessions() == 0 && binding(path).closingSessions() == 0;
    }

    @BeforeEach
    void forget() {
        await().until(() -> isQuiet(LATE) && isQuiet(ONE));
        LOG.clear();
        held = new CountDownLatch(1);
        goOn = new CountDownLatch(1);
    }

    /** For the test that comes next, whatever became of this one. */
    @AfterEach
    void goOn() {
        goOn.countDown();
    }

    private static RawClient open(String path, String header) throws Exception {
        return RawClient.upgrade(server.port(), server.root() + path, ResumeRequest.HEADER + ": " + header);
    }

    /** A connection of a new session, in whose handler it is held. */
    private static RawClient held(String path) throws Exception {
        RawClient client = open(path, "1");
        authenticate(client);
        client.text("hold");
        assertThat(held.await(20, TimeUnit.SECONDS)).isTrue();
        return client;
    }

    /** Another connection of the session, of which nothing has been received. */
    private static RawClient takeOver(String path, RawClient before) throws Exception {
        ResumeResponse answer = ResumeResponse.parse(before.header(ResumeRequest.HEADER));
        return open(path, new ResumeRequest(answer.id(), answer.token(), 0, 0).format());
    }

    private static void assertServed(RawClient client) throws Exception {
        assertThat(client.readText()).isEqualTo("welcome");
        assertThat(client.readText()).isEqualTo("hold");
        client.close(1000);
        client.readCloseCode();
    }

    private static void authenticate(RawClient client) throws Exception {
        client.text("alice");
        assertThat(client.readText()).isEqualTo("welcome");
    }

    @Test
    void theEndOfTheOldConnectionIsHeardBeforeTheNewOneOpens() throws Exception {
        try (RawClient first = open(LATE, "1")) {
            authenticate(first);
            await().until(() -> LOG.contains("opened")); // else the next handshake might be the first
            try (RawClient second = takeOver(LATE, first)) {
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
        try (RawClient first = held(LATE);
                RawClient second = takeOver(LATE, first)) {
            CountDownLatch overdue = new CountDownLatch(1); // a tick has been behind the deadline
            server.mooring()
                    .runtime()
                    .schedule(overdue::countDown, DEADLINE.plusMillis(500).toNanos());
            second.text("alice");
            assertThat(overdue.await(20, TimeUnit.SECONDS)).isTrue();
            goOn.countDown();
            assertServed(second);
        }
    }

    @Test
    void ofSeveralThatWaitForAHandlerOnlyTheLatestStays() throws Exception {
        try (RawClient first = held(LATE);
                RawClient second = takeOver(LATE, first)) {
            second.text("alice");
            try (RawClient third = takeOver(LATE, second)) {
                third.text("alice");
                assertThat(second.readCloseCode()).isEqualTo(TOLD_TO_COME_BACK);
                try (RawClient fourth = takeOver(LATE, third)) {
                    fourth.text("alice");
                    assertThat(third.readCloseCode()).isEqualTo(TOLD_TO_COME_BACK);
                    await().until(() -> binding(LATE).openSessions() == 2);
                    goOn.countDown();
                    assertServed(fourth);
                }
            }
        }
    }

    @Test
    void oneThatComesTooLateTakesNoPlaceFromTheLatest() throws Exception {
        long before = binding(ONE).counts().messagesReceived();
        try (RawClient first = held(ONE);
                RawClient second = takeOver(ONE, first)) {
            second.text("alice");
            await().until(() -> binding(ONE).counts().messagesReceived() == before + 3);
            try (RawClient third = takeOver(ONE, second)) {
                goOn.countDown();
                third.text("alice");
                assertServed(third);
                assertThat(second.readCloseCode()).isEqualTo(TOLD_TO_COME_BACK);
            }
        }
    }
}
