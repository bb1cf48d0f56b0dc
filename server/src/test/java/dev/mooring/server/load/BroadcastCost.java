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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Measures, in a process of its own, what the server burns for a text of 256 bytes to many sessions: by the topic, and by two
 * loops over the bare container's sessions. It begins when the compiler rests: its own cost would be told for theirs.
 */
public final class BroadcastCost {

    private static final int SESSIONS = Proof.scaled(100, 1000);
    private static final int WARM_UP_ROUNDS = Proof.scaled(5, 60);
    private static final int ROUNDS =
            Proof.scaled(5, 240); // so many that little is told for what the last kind has left
    private static final int REPEATS = Proof.scaled(1, 5);
    private static final int WARM_UPS = Proof.scaled(1, 40);
    private static final long RESTING_MILLIS = 5;
    private static final String TEXT = "x".repeat(256);
    private static final int FRAME = 4 + 256;

    private static final AtomicInteger PENDING = new AtomicInteger();
    private static final SendHandler COUNTED = result -> PENDING.decrementAndGet();

    private BroadcastCost() {}

    /** Prints the CPU of the topic to that of the asynchronous loop and to that of the blocking loop. */
    public static void main(String[] args) throws Exception {
        try (TestServer server = TestServer.start(Deployment.of(Endpoints.Guarded.class, Endpoints.Bare.class));
                ReaderProcess bare = new ReaderProcess(server.port(), "/bare", SESSIONS, FRAME);
                ReaderProcess guarded = new ReaderProcess(server.port(), "/guarded", SESSIONS, FRAME)) {
            Runnable topic = () -> server.mooring().topics().topic("all").publish(TEXT);
            warmUp(topic, bare, guarded);
            double[] toAsync = new double[REPEATS];
            double[] toBlocking = new double[REPEATS];
            for (int i = 0; i < REPEATS; i++) { // each with those next to it: what disturbs one disturbs the others
                double async = cost(BroadcastCost::sendAsync, bare, ROUNDS);
                double blocking = cost(BroadcastCost::sendBlocking, bare, ROUNDS);
                double byTopic = cost(topic, guarded, ROUNDS);
                toAsync[i] = byTopic / async;
                toBlocking[i] = byTopic / blocking;
            }
            System.out.println(median(toAsync) + " " + median(toBlocking));
        }
        System.exit(0); // some servers leave threads behind
    }

    private static void warmUp(Runnable topic, ReaderProcess bare, ReaderProcess guarded) throws Exception {
        long before;
        int turns = 0;
        do {
            before = compilation();
            cost(BroadcastCost::sendAsync, bare, WARM_UP_ROUNDS);
            cost(BroadcastCost::sendBlocking, bare, WARM_UP_ROUNDS);
            cost(topic, guarded, WARM_UP_ROUNDS);
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
        long start = System.nanoTime();
        while (PENDING.get() > 0) {
            if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(60)) {
                throw new IllegalStateException(PENDING + " were never reported complete");
            }
            Thread.onSpinWait();
        }
    }

    /** Nanoseconds of CPU for a message. */
    private static double cost(Runnable broadcast, ReaderProcess clients, int rounds) throws Exception {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long before = system.getProcessCpuTime();
        for (int i = 0; i < rounds; i++) {
            broadcast.run();
            clients.awaitRound();
        }
        return (double) (system.getProcessCpuTime() - before) / rounds / SESSIONS;
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }
}
