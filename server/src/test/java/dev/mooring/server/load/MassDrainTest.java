package dev.mooring.server.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.server.ResilientConfigurator;
import dev.mooring.server.drain.Drain;
import dev.mooring.server.policy.ServerPolicy;
import dev.mooring.server.testing.Deployment;
import dev.mooring.server.testing.Proof;
import dev.mooring.server.testing.RawClient;
import dev.mooring.server.testing.TestServer;
import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;
import java.io.EOFException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A thousand sessions leave one server for another: each hears 1012 and the hint, and the other sees an even stream. */
@Tag("servers")
class MassDrainTest {

    private static final int SESSIONS = Proof.scaled(200, 1000);
    private static final Duration WINDOW = Duration.ofSeconds(Proof.scaled(2, 5));
    private static final Duration HINT = Duration.ofMillis(200);

    public static class Policy extends ResilientConfigurator {
        public Policy() {
            super(ServerPolicy.builder().allowMissingOrigin().build());
        }
    }

    @ServerEndpoint(value = "/echo", configurator = Policy.class)
    public static class Echo {
        @OnMessage
        public String echo(String text) {
            return text;
        }
    }

    @Test
    void aThousandSessionsMoveEvenly() throws Exception {
        try (TestServer old = TestServer.start(Deployment.of(Echo.class));
                TestServer other = TestServer.start(Deployment.of(Echo.class))) {
            List<Long> arrivals = Collections.synchronizedList(new ArrayList<>());
            List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
            CountDownLatch moved = new CountDownLatch(SESSIONS);
            AtomicInteger cut = new AtomicInteger(); // the server waits for two seconds until a close frame is written
            for (int i = 0; i < SESSIONS; i++) {
                RawClient client = RawClient.upgrade(old.port(), "/echo");
                client.text("hello");
                assertThat(client.readText()).isEqualTo("hello");
                Thread life = new Thread(
                        null, () -> live(client, other.port(), cut, moved, arrivals, failures), "client " + i, 1 << 17);
                life.setDaemon(true);
                life.start();
            }

            long start = System.nanoTime();
            URI to = URI.create("ws://localhost:" + other.port() + "/echo");
            old.mooring()
                    .drain(Drain.over(WINDOW).retryAfter(HINT).to(to))
                    .toCompletableFuture()
                    .get(30, TimeUnit.SECONDS);
            assertThat(moved.await(30, TimeUnit.SECONDS)).isTrue();

            assertThat(failures).isEmpty();
            assertThat(cut).as("on a slow machine, by the server").hasValueLessThan(SESSIONS / 10);
            assertThat(arrivals).hasSize(SESSIONS);
            assertThat(Duration.ofNanos(Collections.max(arrivals) - start)).isGreaterThan(WINDOW);
            assertThat(old.mooring().health().json()).contains("\"connections\":0");
            assertEven(arrivals);
        }
    }

    private static void live(
            RawClient first,
            int other,
            AtomicInteger cut,
            CountDownLatch moved,
            List<Long> arrivals,
            List<Throwable> failures) {
        try {
            try (RawClient client = first) {
                client.timeout(60_000);
                RawClient.Frame close = client.readData();
                assertThat(close.closeCode()).isEqualTo(1012);
                assertThat(close.closeReason()).isEqualTo("mooring;retry-ms=200;to=ws://localhost:" + other + "/echo");
                answer(client);
            } catch (EOFException e) {
                cut.incrementAndGet();
            }
            new CountDownLatch(1).await(HINT.toMillis(), TimeUnit.MILLISECONDS); // what the hint tells a client to wait
            try (RawClient client = RawClient.upgrade(other, "/echo")) {
                assertThat(client.isOpen()).isTrue();
                arrivals.add(System.nanoTime());
                client.text("again");
                assertThat(client.readText()).isEqualTo("again");
            }
        } catch (Exception | AssertionError e) {
            failures.add(e);
        } finally {
            moved.countDown();
        }
    }

    private static void answer(RawClient client) {
        try {
            client.close(1012);
        } catch (IOException e) {
            return; // Tyrus does not wait for it
        }
    }

    /** In no quarter of the window more than three quarters of them: a slow machine bunches them, but not all. */
    private static void assertEven(List<Long> arrivals) {
        long quarter = WINDOW.toNanos() / 4;
        List<Long> sorted = new ArrayList<>(arrivals);
        Collections.sort(sorted);
        int from = 0;
        for (int to = 0; to < sorted.size(); to++) {
            while (sorted.get(to) - sorted.get(from) > quarter) {
                from++;
            }
            assertThat(to - from + 1L).isLessThanOrEqualTo(3 * SESSIONS / 4);
        }
    }
}
