package dev.mooring.tyrus;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.testkit.LeakCheck;
import dev.mooring.websocket.CircuitBreakerPolicy;
import dev.mooring.websocket.ResilientContainer;
import dev.mooring.websocket.ResilientSession;
import dev.mooring.websocket.RetryPolicy;
import dev.mooring.websocket.RetryScheduled;
import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.CloseReason;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Very many reconnects of one session: {@code -Dmooring.soak.reconnects=10000} for the long run. */
class ReconnectEnduranceTest {

    private static final int RECONNECTS = Integer.getInteger("mooring.soak.reconnects", 1_000);
    private static final int WARM_UP = 500;

    @Test
    void threadsDescriptorsAndHeapStayAsTheyAre() throws Exception {
        List<RetryScheduled> notOurWish = new CopyOnWriteArrayList<>();
        try (RawServer server = RawServer.quiet();
                ResilientContainer container = ResilientContainer.builder()
                        .retry(RetryPolicy.fixed(ofMillis(1)).maxRetries(3))
                        .circuitBreaker(CircuitBreakerPolicy.off())
                        .headers(attempt -> Map.of("Authorization", List.of("Bearer " + attempt.epoch())))
                        .listener(event -> {
                            if (event instanceof RetryScheduled retry) {
                                notOurWish.add(retry);
                            }
                        })
                        .build()) {
            Reopener endpoint = new Reopener();
            ResilientSession session = container.connectToServer(endpoint, server.uri());
            endpoint.target = WARM_UP;
            session.reconnect();
            await().atMost(ofMinutes(2)).until(() -> endpoint.opened.get() == WARM_UP);
            await().until(() -> server.live() == 1);
            LeakCheck before = LeakCheck.snapshot();

            long start = System.nanoTime();
            endpoint.target = WARM_UP + RECONNECTS;
            session.reconnect();
            await().atMost(ofMinutes(10)).until(() -> endpoint.opened.get() == endpoint.target);
            long millis = Quick.millisSince(start);
            await().until(() -> server.live() == 1);
            await().atMost(ofSeconds(30))
                    .untilAsserted(() -> before.difference().assertWithin(1, 0, 1 << 20));
            System.out.println(RECONNECTS + " reconnects in " + millis + " ms; " + before.difference());
            assertThat(notOurWish).as("failures that are not reconnect()").isEmpty();
            assertThat(session.isOpen()).isTrue();
            assertThat(endpoint.closed).hasValue(endpoint.target - 1);
            assertThat(endpoint.errors).hasValue(0);
        }
    }

    /** Reconnects whenever it is open, until it has been often enough. */
    @ClientEndpoint
    public static class Reopener {
        final AtomicInteger opened = new AtomicInteger();
        final AtomicInteger closed = new AtomicInteger();
        final AtomicInteger errors = new AtomicInteger();
        volatile int target;

        @OnOpen
        public void open(ResilientSession session) {
            if (opened.incrementAndGet() < target) {
                session.reconnect();
            }
        }

        @OnClose
        public void close(Session session, CloseReason reason) {
            closed.incrementAndGet();
        }

        @jakarta.websocket.OnError
        public void error(Throwable failure) {
            errors.incrementAndGet();
        }
    }
}
