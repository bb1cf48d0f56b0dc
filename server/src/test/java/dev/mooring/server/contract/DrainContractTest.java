package dev.mooring.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.server.drain.Drain;
import dev.mooring.server.health.HealthServer;
import dev.mooring.server.session.ServerSession;
import dev.mooring.server.testing.Deployment;
import dev.mooring.server.testing.RawClient;
import dev.mooring.server.testing.TestServer;
import jakarta.websocket.OnOpen;
import jakarta.websocket.server.ServerEndpoint;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A server drains once, so there is one test of it: what comes before, what during, what after. */
class DrainContractTest extends ServerContract {

    private static final int SESSIONS = 60;
    private static final Duration WINDOW = Duration.ofMillis(1500);

    @ServerEndpoint(value = "/drained", configurator = Open.class)
    public static class Drained {
        @OnOpen
        public void open(ServerSession session) {
            session.topics().topic("all").join(session);
            session.getAsyncRemote().sendText("hello");
        }
    }

    @Override
    Deployment deployment() {
        return Deployment.of(Drained.class);
    }

    @Test
    void sessionsAreClosedEvenlyOverTheWindowWith1012AndTheHint() throws Exception {
        try (HealthServer health = HealthServer.start(
                server().mooring()::health, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            List<RawClient> clients = new ArrayList<>();
            try {
                for (int i = 0; i < SESSIONS; i++) {
                    clients.add(connect("/drained"));
                    assertThat(clients.get(i).readText()).isEqualTo("hello");
                }
                if (TestServer.hasFilters()) {
                    HttpResponse<String> servlet = get(server().port(), server().root() + "/health");
                    assertThat(servlet.statusCode()).isEqualTo(200);
                    assertThat(servlet.headers().firstValue("Content-Type")).hasValue("application/json");
                    assertThat(servlet.body()).startsWith("{\"status\":\"up\",\"connections\":" + SESSIONS);
                }
                HttpResponse<String> up = get(health.port(), "/health");
                assertThat(up.statusCode()).isEqualTo(200);
                assertThat(up.body()).startsWith("{\"status\":\"up\",\"connections\":" + SESSIONS);

                Farewells farewells = new Farewells(clients);
                server().mooring().topics().topic("all").publish("last words");
                long start = System.nanoTime();
                var done = server().mooring()
                        .drain(Drain.over(WINDOW)
                                .retryAfter(Duration.ofMillis(250))
                                .to(URI.create("wss://other.example/drained")));
                server().mooring().topics().topic("all").publish("whoever is still here");

                if (TestServer.hasFilters()) {
                    assertThat(get(server().port(), server().root() + "/health").statusCode())
                            .isEqualTo(503);
                }
                HttpResponse<String> draining = get(health.port(), "/health");
                assertThat(draining.statusCode()).isEqualTo(503);
                assertThat(draining.body()).startsWith("{\"status\":\"draining\"");
                try (RawClient late = connect("/drained")) {
                    assertThat(late.status()).isEqualTo(503);
                    assertThat(late.header("Retry-After")).isEqualTo("5");
                }
                List<Long> closedAt = farewells.since(start);
                done.toCompletableFuture().get(30, TimeUnit.SECONDS);
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(WINDOW);
                assertEvenlySpread(closedAt);
                assertThat(get(health.port(), "/health").body()).contains("\"connections\":0");
                assertThat(get(health.port(), "/other").statusCode()).isEqualTo(404);
            } finally {
                for (RawClient client : clients) {
                    client.close();
                }
            }
        }
    }

    /** What each client reads until it is closed, by a thread for each: they read before the drain begins. */
    private static final class Farewells {

        private final List<Thread> readers = new ArrayList<>();
        private final Queue<Long> closedAt = new ConcurrentLinkedQueue<>();
        private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        private final AtomicInteger stillHere = new AtomicInteger();

        Farewells(List<RawClient> clients) {
            for (RawClient client : clients) {
                Thread reader = new Thread(() -> {
                    try {
                        read(client);
                    } catch (Exception | AssertionError e) {
                        failures.add(e);
                    }
                });
                reader.start();
                readers.add(reader);
            }
        }

        private void read(RawClient client) throws Exception {
            assertThat(client.readText()).isEqualTo("last words");
            RawClient.Frame close = client.readData();
            if (close.opcode() == RawClient.TEXT) {
                stillHere.incrementAndGet();
                assertThat(close.text()).isEqualTo("whoever is still here");
                close = client.readData();
            }
            closedAt.add(System.nanoTime());
            assertThat(close.opcode()).isEqualTo(RawClient.CLOSE);
            assertThat(close.closeCode()).isEqualTo(1012);
            assertThat(close.closeReason()).isEqualTo("mooring;retry-ms=250;to=wss://other.example/drained");
            client.close(1012);
        }

        /** When they were closed, in nanoseconds from this start on. */
        List<Long> since(long start) throws InterruptedException {
            for (Thread reader : readers) {
                reader.join(TimeUnit.SECONDS.toMillis(20));
            }
            assertThat(failures).isEmpty();
            assertThat(closedAt).hasSize(SESSIONS);
            assertThat(stillHere).hasPositiveValue();
            return closedAt.stream().map(at -> at - start).toList();
        }
    }

    /** In no fifth of the window more than three quarters of them: a slow machine bunches them, but not all. */
    private static void assertEvenlySpread(List<Long> closedAt) {
        long fifth = WINDOW.toNanos() / 5;
        for (int i = 0; i < 5; i++) {
            long from = i * fifth;
            assertThat(closedAt.stream().filter(at -> at >= from && at < from + fifth))
                    .hasSizeLessThanOrEqualTo(3 * SESSIONS / 4);
        }
    }

    private static HttpResponse<String> get(int port, String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}
