package dev.mooring.server.load;

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

/**
 * Measures, in a process of its own, what the server burns for a text of 256 bytes to many sessions: by the topic, and by two
 * loops over the bare container's sessions. It begins when the compiler rests: its own cost would be told for theirs.
 */
public final class BroadcastCost {

    private static final int SESSIONS = Proof.scaled(100, 1000);
    private static final int ROUNDS = Proof.scaled(5, 60);
    private static final int REPEATS = Proof.scaled(1, 9);
    private static final int WARM_UPS = Proof.scaled(1, 40);
    private static final long RESTING_MILLIS = 5;
    private static final String TEXT = "x".repeat(256);
    private static final int FRAME = 4 + 256;

    private static final AtomicInteger PENDING = new AtomicInteger();
    private static final SendHandler COUNTED = result -> PENDING.decrementAndGet();

    private BroadcastCost() {}

    /** Prints the nanoseconds of CPU for one message by the asynchronous loop, the blocking loop, and the topic. */
    public static void main(String[] args) throws Exception {
        try (TestServer server = TestServer.start(Deployment.of(Endpoints.Guarded.class, Endpoints.Bare.class));
                ReaderProcess bare = new ReaderProcess(server.port(), "/bare", SESSIONS, FRAME);
                ReaderProcess guarded = new ReaderProcess(server.port(), "/guarded", SESSIONS, FRAME)) {
            Runnable topic = () -> server.mooring().topics().topic("all").publish(TEXT);
            warmUp(topic, bare, guarded);
            long[][] costs = new long[3][REPEATS];
            for (int i = 0; i < REPEATS; i++) { // they take turns: neighbours disturb all alike
                costs[0][i] = cost(BroadcastCost::sendAsync, bare);
                costs[1][i] = cost(BroadcastCost::sendBlocking, bare);
                costs[2][i] = cost(topic, guarded);
            }
            System.out.println(median(costs[0]) + " " + median(costs[1]) + " " + median(costs[2]));
        }
        System.exit(0); // some servers leave threads behind
    }

    private static void warmUp(Runnable topic, ReaderProcess bare, ReaderProcess guarded) throws Exception {
        long before;
        int turns = 0;
        do {
            before = compilation();
            cost(BroadcastCost::sendAsync, bare);
            cost(BroadcastCost::sendBlocking, bare);
            cost(topic, guarded);
        } while (++turns < WARM_UPS && (turns < 4 || compilation() - before > RESTING_MILLIS));
    }

    private static long compilation() {
        return ManagementFactory.getCompilationMXBean().getTotalCompilationTime();
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

    private static long cost(Runnable broadcast, ReaderProcess clients) throws Exception {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long before = system.getProcessCpuTime();
        for (int i = 0; i < ROUNDS; i++) {
            broadcast.run();
            clients.awaitRound();
        }
        return (system.getProcessCpuTime() - before) / ((long) ROUNDS * SESSIONS);
    }

    private static long median(long[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }
}
