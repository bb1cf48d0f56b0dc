package dev.mooring.server.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mooring.server.ResilientConfigurator;
import dev.mooring.server.policy.ServerPolicy;
import dev.mooring.server.testing.Deployment;
import dev.mooring.server.testing.RawClient;
import dev.mooring.server.testing.TestServer;
import dev.mooring.websocket.Delivery;
import dev.mooring.websocket.delivery.ResumeRequest;
import dev.mooring.websocket.delivery.ResumeResponse;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A server that stops to read while a callback takes long reads on when it has ended, whichever callback it was. */
@Tag("servers")
class BackpressureTest {

    private static final Semaphore GO_ON = new Semaphore(0);
    private static final Semaphore HELD = new Semaphore(0);

    private static TestServer server;

    public static final class Resumable extends ResilientConfigurator {
        public Resumable() {
            super(ServerPolicy.builder()
                    .allowMissingOrigin()
                    .delivery(Delivery.resumable())
                    .build());
        }
    }

    @ServerEndpoint(value = "/holding", configurator = Resumable.class)
    public static final class Holding {
        @OnOpen
        public void open(Session session) throws InterruptedException {
            if ("slow".equals(session.getQueryString())) {
                hold();
            }
        }

        @OnMessage
        public String message(String text) throws InterruptedException {
            if (text.equals("hold")) {
                hold();
            }
            return text;
        }

        @OnMessage
        public void pong(PongMessage pong) throws InterruptedException {
            hold();
        }
    }

    private static void hold() throws InterruptedException {
        HELD.release();
        GO_ON.tryAcquire(20, TimeUnit.SECONDS);
    }

    @BeforeAll
    static void start() throws Exception {
        server = TestServer.start(Deployment.of(Holding.class));
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @AfterEach
    void awaitNobody() {
        await().until(() -> binding().openSessions() == 0);
        assertThat(HELD.drainPermits()).isZero();
        assertThat(GO_ON.drainPermits()).isZero();
    }

    private static EndpointBinding binding() {
        return server.mooring().runtime().bindings().iterator().next();
    }

    private static RawClient open(String query, String... headers) throws Exception {
        return RawClient.upgrade(server.port(), server.root() + "/holding" + query, headers);
    }

    private static void awaitHeld() throws InterruptedException {
        assertThat(HELD.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
    }

    /** The other servers have no need to: they do not read before a callback has returned. */
    private static void awaitNotReading() {
        await().until(() -> !TestServer.engine().equals("undertow")
                || binding().guardedSessions().stream().noneMatch(BackpressureTest::isReading));
    }

    private static boolean isReading(GuardedSession session) {
        Object channel = Quirk.get(session.raw, "getWebSocketChannel");
        return channel != null && Boolean.TRUE.equals(Quirk.get(channel, "isReceivesResumed"));
    }

    private static void assertEchoes(RawClient client) throws Exception {
        client.text("still there?");
        assertThat(client.readText()).isEqualTo("still there?");
        client.close(1000);
        client.readCloseCode();
    }

    @Test
    void aConnectionThatHasTakenOverReadsWhenTheHandlerOfTheOneBeforeReturns() throws Exception {
        try (RawClient first = open("", ResumeRequest.HEADER + ": 1")) {
            ResumeResponse answer = ResumeResponse.parse(first.header(ResumeRequest.HEADER));
            first.text("hold");
            awaitHeld();
            try (RawClient second = open(
                    "", ResumeRequest.HEADER + ": " + new ResumeRequest(answer.id(), answer.token(), 0, 0).format())) {
                await().until(() -> binding().guardedSessions().stream().anyMatch(GuardedSession::isResumed)
                        && binding().openSessions() == 1);
                awaitNotReading();
                GO_ON.release();
                second.text("still there?");
                assertThat(second.readText()).isEqualTo("hold");
                assertThat(second.readText()).isEqualTo("still there?");
                second.close(1000);
                second.readCloseCode();
            }
        }
    }

    @Test
    void aConnectionReadsWhenAHandlerOfPongsReturns() throws Exception {
        try (RawClient client = open("")) {
            client.frame(RawClient.PONG, true, "any".getBytes(StandardCharsets.UTF_8));
            awaitHeld();
            awaitNotReading();
            GO_ON.release();
            assertEchoes(client);
        }
    }

    @Test
    void aHandlerRightBehindASlowOpeningStopsTheReadingToo() throws Exception {
        assumeTrue(TestServer.engine().equals("undertow"), "the one that has to be stopped");
        try (RawClient client = open("?slow")) {
            awaitHeld();
            CountDownLatch ticked = new CountDownLatch(1);
            server.mooring().runtime().schedule(ticked::countDown, TimeUnit.MILLISECONDS.toNanos(500));
            assertThat(ticked.await(10, TimeUnit.SECONDS)).isTrue();
            client.text("hold");
            GO_ON.release();
            awaitHeld();
            awaitNotReading();
            GO_ON.release();
            assertThat(client.readText()).isEqualTo("hold");
            assertEchoes(client);
        }
    }
}
