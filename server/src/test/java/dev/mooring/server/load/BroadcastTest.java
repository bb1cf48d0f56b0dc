package dev.mooring.server.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import dev.mooring.server.ResilientConfigurator;
import dev.mooring.server.policy.ServerPolicy;
import dev.mooring.server.session.ServerSession;
import dev.mooring.server.testing.Deployment;
import dev.mooring.server.testing.TestServer;
import dev.mooring.websocket.Heartbeat;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.SendHandler;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** 256 bytes to 1000 sessions: the topic against the bare container's own best loop; and the heap of an idle session. */
@Tag("servers")
class BroadcastIT {

    private static final int SESSIONS = 1000;
    private static final int ROUNDS = 60;
    private static final int REPEATS = 5;
    private static final String TEXT = "x".repeat(256);
    private static final int FRAME = 4 + 256;

    private static final AtomicInteger PENDING = new AtomicInteger();
    private static final SendHandler COUNTED = result -> PENDING.decrementAndGet();

    static final Set<Session> BARE = ConcurrentHashMap.newKeySet();

    @ServerEndpoint("/bare")
    public static class Bare {
        @OnOpen
        public void open(Session session) {
            BARE.add(session);
        }

        @OnClose
        public void close(Session session) {
            BARE.remove(session);
        }

        @OnMessage
        public void message(String text) {}
    }

    public static class Policy extends ResilientConfigurator {
        public Policy() {
            super(ServerPolicy.builder()
                    .allowMissingOrigin()
                    .heartbeat(Heartbeat.off()) // the readers answer no pings
                    .build());
        }
    }

    @ServerEndpoint(value = "/guarded", configurator = Policy.class)
    public static class Guarded {
        @OnOpen
        public void open(ServerSession session) {
            session.topics().topic("all").join(session);
        }

        @OnMessage
        public void message(String text) {}
    }

    @Test
    void aTopicCostsLittleMoreThanTheBareLoop() throws Exception {
        try (TestServer server = TestServer.start(Deployment.of(Guarded.class, Bare.class))) {
            long empty = heap();
            try (Clients bare = new Clients(server.port(), "/bare")) {
                long bareHeap = heap();
                try (Clients guarded = new Clients(server.port(), "/guarded")) {
                    long perSession = (heap() - bareHeap - (bareHeap - empty)) / SESSIONS;
                    double ratio = ratio(server, bare, guarded);
                    System.out.printf(
                            "%s: broadcast CPU ratio %.2f, heap of ours per idle session %d bytes (container %d)%n",
                            TestServer.kind(), ratio, perSession, (bareHeap - empty) / SESSIONS);
                    assertThat(perSession).as("bytes of ours per idle session").isLessThanOrEqualTo(2048);
                    assertThat(ratio).as("CPU of the topic to CPU of the loop").isLessThanOrEqualTo(1.2);
                }
            }
        }
    }

    /** The two take turns, and the median of their ratios counts: neighbours on this machine disturb both alike. */
    private static double ratio(TestServer server, Clients bare, Clients guarded) throws Exception {
        Runnable loop = BroadcastIT::sendBare;
        Runnable topic = () -> server.mooring().topics().topic("all").publish(TEXT);
        cpu(loop, bare);
        cpu(topic, guarded);
        double[] ratios = new double[REPEATS];
        for (int i = 0; i < REPEATS; i++) {
            double loopCost = cpu(loop, bare);
            ratios[i] = cpu(topic, guarded) / loopCost;
        }
        Arrays.sort(ratios);
        System.out.println(TestServer.kind() + " ratios " + Arrays.toString(ratios));
        return ratios[REPEATS / 2];
    }

    /**
     * The best loop that lets no stuck client hold up the others: asynchronous sends. Tomcat refuses a second one until the
     * first has been reported complete, which its client may see earlier.
     */
    private static void sendBare() {
        while (PENDING.get() > 0) {
            Thread.onSpinWait();
        }
        PENDING.set(BARE.size());
        BARE.forEach(session -> session.getAsyncRemote().sendText(TEXT, COUNTED));
    }

    private static double cpu(Runnable broadcast, Clients clients) throws Exception {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long before = system.getProcessCpuTime();
        for (int i = 0; i < ROUNDS; i++) {
            broadcast.run();
            clients.awaitRound();
        }
        return system.getProcessCpuTime() - before;
    }

    private static long heap() {
        for (int i = 0; i < 4; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static final class Clients implements AutoCloseable {

        private final Process process;
        private final Socket control;
        private final InputStream signals;

        Clients(int port, String path) throws Exception {
            try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                List<String> command = new ArrayList<>(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-cp",
                        Path.of(Readers.class
                                        .getProtectionDomain()
                                        .getCodeSource()
                                        .getLocation()
                                        .toURI())
                                .toString(),
                        Readers.class.getName()));
                command.addAll(List.of("" + port, path, "" + SESSIONS, "" + FRAME, "" + listener.getLocalPort()));
                process = new ProcessBuilder(command).inheritIO().start();
                listener.setSoTimeout(20_000);
                control = listener.accept();
                control.setSoTimeout(60_000);
                signals = control.getInputStream();
                assertThat(signals.read()).isEqualTo('o');
            }
        }

        void awaitRound() throws Exception {
            assertThat(signals.read()).isEqualTo('r');
        }

        @Override
        public void close() throws Exception {
            process.destroyForcibly().waitFor();
            control.close();
        }
    }
}
