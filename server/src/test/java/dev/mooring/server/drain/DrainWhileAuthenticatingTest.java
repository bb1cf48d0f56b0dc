package dev.mooring.server.drain;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A drain that begins while an authenticator is busy. */
@Tag("servers")
class DrainWhileAuthenticatingTest {

    private static final CountDownLatch ASKED = new CountDownLatch(1);
    private static final CountDownLatch ANSWER = new CountDownLatch(1);
    private static final AtomicInteger OPENED = new AtomicInteger();

    private static final class Slow extends ResilientConfigurator {
        Slow() {
            super(ServerPolicy.builder()
                    .allowMissingOrigin()
                    .authenticate(handshake -> {
                        ASKED.countDown();
                        ANSWER.await();
                        return () -> "late";
                    })
                    .build());
        }
    }

    public static final class Opening extends Endpoint {
        @Override
        public void onOpen(Session session, EndpointConfig config) {
            OPENED.incrementAndGet();
        }
    }

    @Test
    void whoIsAuthenticatedTooLateIsRefused() throws Exception {
        ServerEndpointConfig config = ServerEndpointConfig.Builder.create(Opening.class, "/slow")
                .configurator(new Slow())
                .build();
        try (TestServer server = TestServer.start(Deployment.of().andProgrammed(config))) {
            CompletableFuture<Integer> status = new CompletableFuture<>();
            Thread client = new Thread(() -> {
                try (RawClient raw = RawClient.upgrade(server.port(), server.root() + "/slow")) {
                    status.complete(raw.status());
                } catch (Exception e) {
                    status.completeExceptionally(e);
                }
            });
            client.start();
            assertThat(ASKED.await(10, SECONDS)).isTrue();
            server.mooring().drain(Drain.over(Duration.ofMillis(100)));
            ANSWER.countDown();
            assertThat(status.get(10, SECONDS)).isNotEqualTo(101);
            client.join();
            assertThat(OPENED).hasValue(0);
        }
    }

    @Test
    void aWindowWithoutAnEndIsRefused() {
        assertThatThrownBy(() -> Drain.over(ChronoUnit.FOREVER.getDuration()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at most 1 day");
    }
}
