package dev.mooring.server.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import dev.mooring.server.testing.Deployment;
import dev.mooring.server.testing.Proof;
import dev.mooring.server.testing.TestServer;
import jakarta.websocket.SendHandler;
import jakarta.websocket.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * 256 bytes to 1000 sessions: the topic against the best loop over the bare container's sessions. The build lets it run a
 * little; costs are compared by the long run alone, for a build has neighbours.
 */
@Tag("servers")
class BroadcastTest {

    private static final int SESSIONS = Proof.scaled(100, 1000);
    private static final int ROUNDS = Proof.scaled(5, 60);
    private static final int REPEATS = Proof.scaled(1, 9);
    private static final double BOUND = 1.2;
    private static final String TEXT = "x".repeat(256);
    private static final int FRAME = 4 + 256;

    private static final AtomicInteger PENDING = new AtomicInteger();
    private static final SendHandler COUNTED = result -> PENDING.decrementAndGet();

    @Test
    void aTopicCostsLittleMoreThanTheBestBareLoop() throws Exception {
        try (TestServer server = TestServer.start(Deployment.of(Endpoints.Guarded.class, Endpoints.Bare.class));
                ReaderProcess bare = new ReaderProcess(server.port(), "/bare", SESSIONS, FRAME);
                ReaderProcess guarded = new ReaderProcess(server.port(), "/guarded", SESSIONS, FRAME)) {
            Runnable topic = () -> server.mooring().topics().topic("all").publish(TEXT);
            double[] toAsync = new double[REPEATS];
            double[] toBlocking = new double[REPEATS];
            turn(topic, bare, guarded);
            turn(topic, bare, guarded);
            for (int i = 0; i < REPEATS; i++) { // they take turns: neighbours disturb all alike
                double[] costs = turn(topic, bare, guarded);
                toAsync[i] = costs[2] / costs[0];
                toBlocking[i] = costs[2] / costs[1];
            }
            double best = Math.max(median(toAsync), median(toBlocking));
            System.out.printf(
                    "%s: CPU of a broadcast to that of the bare loop: asynchronous %.2f, blocking %.2f%n",
                    TestServer.kind(), median(toAsync), median(toBlocking));
            if (Proof.isWhole()) {
                assertThat(best).as("CPU of the topic to CPU of the best loop").isLessThanOrEqualTo(BOUND);
            }
        }
    }

    private static double[] turn(Runnable topic, ReaderProcess bare, ReaderProcess guarded) throws Exception {
        return new double[] {
            cpu(BroadcastTest::sendAsync, bare), cpu(BroadcastTest::sendBlocking, bare), cpu(topic, guarded)
        };
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }

    private static void sendAsync() {
        awaitCompletions();
        PENDING.set(Endpoints.BARE.size());
        Endpoints.BARE.forEach(session -> session.getAsyncRemote().sendText(TEXT, COUNTED));
    }

    /** The first client that does not read stops this one. */
    private static void sendBlocking() {
        awaitCompletions();
        for (Session session : Endpoints.BARE) {
            try {
                session.getBasicRemote().sendText(TEXT);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Tomcat refuses a second send until the first is reported complete, perhaps later than its client sees it. */
    private static void awaitCompletions() {
        while (PENDING.get() > 0) {
            Thread.onSpinWait();
        }
    }

    private static double cpu(Runnable broadcast, ReaderProcess clients) throws Exception {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long before = system.getProcessCpuTime();
        for (int i = 0; i < ROUNDS; i++) {
            broadcast.run();
            clients.awaitRound();
        }
        return system.getProcessCpuTime() - before;
    }
}
