package dev.mooring.server.drain;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.server.ResilientConfigurator;
import dev.mooring.server.policy.ServerPolicy;
import dev.mooring.server.testing.Deployment;
import dev.mooring.server.testing.RawClient;
import dev.mooring.server.testing.TestServer;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpointConfig;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A drain that ends while a container is upgrading a connection: where there are filters it has been admitted before that, and
 * its session would open on a server that believes it has none.
 */
@Tag("servers")
class DrainWhileUpgradingTest {

    private static final CountDownLatch ASKED = new CountDownLatch(1);
    private static final CountDownLatch ANSWER = new CountDownLatch(1);
    private static final AtomicInteger OPENED = new AtomicInteger();

    private static final class Slow extends ResilientConfigurator {
        Slow() {
            super(ServerPolicy.builder().allowMissingOrigin().build());
        }

        @Override
        public String getNegotiatedSubprotocol(List<String> supported, List<String> requested) {
            ASKED.countDown();
            try {
                ANSWER.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return super.getNegotiatedSubprotocol(supported, requested);
        }
    }

    public static final class Opening extends Endpoint {
        @Override
        public void onOpen(Session session, EndpointConfig config) {
            OPENED.incrementAndGet();
        }
    }

    @Test
    void whoOpensBehindTheEndOfTheDrainIsSentAway() throws Exception {
        ServerEndpointConfig config = ServerEndpointConfig.Builder.create(Opening.class, "/slow")
                .subprotocols(List.of("chat"))
                .configurator(new Slow())
                .build();
        try (TestServer server = TestServer.start(Deployment.of().andProgrammed(config))) {
            CompletableFuture<Integer> answer = new CompletableFuture<>();
            Thread client = new Thread(() -> {
                try (RawClient raw =
                        RawClient.upgrade(server.port(), server.root() + "/slow", "Sec-WebSocket-Protocol: chat")) {
                    answer.complete(raw.isOpen() ? raw.readData().closeCode() : raw.status());
                } catch (Exception e) {
                    answer.completeExceptionally(e);
                }
            });
            client.start();
            assertThat(ASKED.await(10, SECONDS)).isTrue();
            server.mooring()
                    .drain(Drain.over(Duration.ofMillis(100)))
                    .toCompletableFuture()
                    .get(10, SECONDS);
            ANSWER.countDown();
            int how = answer.get(10, SECONDS);
            assertThat(how).isIn(503, 1012);
            client.join();
            assertThat(OPENED).hasValue(0);
            if (how == 1012) { // after 503 Tyrus opens a session all the same, which is not admitted
                var counts = server.mooring().runtime().bindings().get(0).counts();
                assertThat(counts.snapshot()).containsEntry("unadmitted", 0L);
            }
        }
    }
}
