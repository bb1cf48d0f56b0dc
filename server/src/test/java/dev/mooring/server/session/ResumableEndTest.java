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
import dev.mooring.websocket.delivery.Ack;
import dev.mooring.websocket.delivery.ResumeRequest;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.server.ServerEndpoint;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the application of a resumable session sees of its connection. */
@Tag("servers")
class ResumableEndTest {

    private static final String CHUNK = "x".repeat(64 << 10);
    private static final long ENOUGH = 500_000;

    private static TestServer server;

    public static final class Resumable extends ResilientConfigurator {
        public Resumable() {
            super(ServerPolicy.builder()
                    .allowMissingOrigin()
                    .slowConsumer(SlowConsumer.disconnectAfter(64 << 20))
                    .delivery(Delivery.resumable())
                    .build());
        }
    }

    @ServerEndpoint(value = "/resumable", configurator = Resumable.class)
    public static final class Endless {}

    @BeforeAll
    static void start() throws Exception {
        server = TestServer.start(Deployment.of(Endless.class));
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    private static GuardedSession opened() {
        EndpointBinding binding = server.mooring().runtime().bindings().get(0);
        await().until(() -> binding.openSessions() == 1);
        return binding.guardedSessions().iterator().next();
    }

    private static void awaitNobody() {
        await().dontCatchUncaughtExceptions() // Tomcat's threads throw when a session ends amid a message
                .until(() -> server.mooring().runtime().bindings().get(0).openSessions() == 0);
    }

    @Test
    void whatWaitsForAClientThatDoesNotReadIsBuffered() throws Exception {
        try (RawClient client = RawClient.upgradeWithSmallBuffer(
                server.port(), server.root() + "/resumable", ResumeRequest.HEADER + ": 1")) {
            GuardedSession session = opened();
            long sent = 0;
            while (session.bufferedAmount() < ENOUGH && sent < 32 << 20) { // far more than the sockets take
                session.send(CHUNK, SendOptions.NONE);
                sent += CHUNK.length();
            }
            assertThat(session.bufferedAmount()).isGreaterThanOrEqualTo(ENOUGH);
        }
        awaitNobody();
    }

    /** The session is held between the two moments by its lock, on which the acknowledgement then waits too. */
    @Test
    void anAcknowledgementThatComesWhenTheApplicationHasJustClosedCounts() throws Exception {
        try (RawClient client =
                RawClient.upgrade(server.port(), server.root() + "/resumable", ResumeRequest.HEADER + ": 1")) {
            GuardedSession session = opened();
            CompletableFuture<Void> sent = session.send("a", SendOptions.NONE).toCompletableFuture();
            assertThat(client.readText()).isEqualTo("a");
            Object record = session.member();
            Thread closer = new Thread(() -> session.close(new CloseReason(CloseCodes.SERVICE_RESTART, "bye")));
            synchronized (record) {
                closer.start();
                await().until(() -> session.isEnding() && closer.getState() == Thread.State.BLOCKED);
                client.frame(RawClient.PONG, true, new Ack(1, 0).payload().array());
                await().until(() -> othersWaitFor(record, closer));
            }
            closer.join();
            sent.get(10, TimeUnit.SECONDS);
            assertThat(client.readCloseCode()).isEqualTo(1012);
        }
        awaitNobody();
    }

    @Test
    void anEndWithoutNewsAcknowledgesNothing() throws Exception {
        try (RawClient client =
                RawClient.upgrade(server.port(), server.root() + "/resumable", ResumeRequest.HEADER + ": 1")) {
            opened().close(new CloseReason(CloseCodes.SERVICE_RESTART, "bye"));
            assertThat(client.read().closeCode()).isEqualTo(1012);
        }
        awaitNobody();
    }

    private static boolean othersWaitFor(Object lock, Thread but) {
        return Arrays.stream(ManagementFactory.getThreadMXBean().dumpAllThreads(false, false))
                .filter(thread -> thread.getThreadId() != but.getId())
                .filter(thread -> !thread.getThreadName().equals("mooring-server-tick")) // which looks at all sessions
                .filter(thread -> thread.getThreadState() == Thread.State.BLOCKED && thread.getLockInfo() != null)
                .anyMatch(thread -> thread.getLockInfo().getIdentityHashCode() == System.identityHashCode(lock));
    }
}
