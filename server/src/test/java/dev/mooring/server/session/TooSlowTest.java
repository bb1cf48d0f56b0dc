package dev.mooring.server.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.server.ResilientConfigurator;
import dev.mooring.server.policy.ServerPolicy;
import dev.mooring.server.policy.SlowConsumer;
import dev.mooring.server.testing.Deployment;
import dev.mooring.server.testing.RawClient;
import dev.mooring.server.testing.TestServer;
import dev.mooring.websocket.Heartbeat;
import jakarta.websocket.server.ServerEndpoint;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A client that reads too slowly. */
@Tag("servers")
class TooSlowTest {

    private static final String MORE_THAN_SOCKETS_TAKE = "x".repeat(32 << 20);

    private static final Duration SILENCE = Duration.ofMinutes(1);

    private static TestServer server;

    public static final class Dropping extends ResilientConfigurator {
        public Dropping() {
            super(ServerPolicy.builder()
                    .allowMissingOrigin()
                    .slowConsumer(SlowConsumer.dropOldestAfter(4096))
                    .sendTimeout(SILENCE.multipliedBy(10))
                    .heartbeat(Heartbeat.message("ping").every(SILENCE))
                    .build());
        }
    }

    @ServerEndpoint(value = "/dropping", configurator = Dropping.class)
    public static final class Slow {}

    @BeforeAll
    static void start() throws Exception {
        server = TestServer.start(Deployment.of(Slow.class));
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    private static EndpointBinding binding() {
        return server.mooring().runtime().bindings().get(0);
    }

    private static GuardedSession opened() {
        await().until(() -> binding().openSessions() == 1);
        return binding().guardedSessions().iterator().next();
    }

    private static void awaitNobody() {
        await().dontCatchUncaughtExceptions() // Tomcat's threads throw when a session ends amid a message
                .until(() -> binding().openSessions() == 0);
    }

    @Test
    void isCountedOnce() throws Exception {
        try (RawClient client = RawClient.upgrade(server.port(), server.root() + "/dropping")) {
            GuardedSession session = opened();
            session.tooSlow();
            session.tooSlow();
            assertThat(session.counts().snapshot()).containsEntry("slow", 1L);
            assertThat(client.isOpen()).isTrue();
        }
        awaitNobody();
    }

    /** The tick has all sessions to look after: it does not wait for what a sender does then. */
    @Test
    void whoseHeartbeatDropsAMessageTellsItsSenderByAWorker() throws Exception {
        try (RawClient client = RawClient.upgradeWithSmallBuffer(server.port(), server.root() + "/dropping")) {
            GuardedSession session = opened();
            Queue<Thread> tellers = new ConcurrentLinkedQueue<>();
            session.getAsyncRemote().sendText(MORE_THAN_SOCKETS_TAKE);
            await().atMost(SILENCE).pollInSameThread().until(() -> {
                // the next message, however small, is one too many then
                session.getAsyncRemote().sendText("x", result -> tellers.add(Thread.currentThread()));
                return !tellers.isEmpty();
            });
            assertThat(tellers).containsOnly(Thread.currentThread());
            tellers.clear();
            session.tick(System.nanoTime() + 2 * SILENCE.toNanos());
            await().until(() -> !tellers.isEmpty());
            assertThat(tellers).extracting(Thread::getName).allMatch(name -> name.startsWith("mooring-server-worker"));
            assertThat(client.isOpen()).isTrue();
        }
        awaitNobody();
    }
}
