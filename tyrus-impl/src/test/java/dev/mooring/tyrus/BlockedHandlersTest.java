package dev.mooring.tyrus;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.websocket.Heartbeat;
import dev.mooring.websocket.HeartbeatMissed;
import dev.mooring.websocket.ResilientContainer;
import dev.mooring.websocket.ResilientSession;
import dev.mooring.websocket.SessionEvent;
import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.OnMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BlockedHandlersTest {

    private static final int MANY =
            8 + Math.max(16, 4 * Runtime.getRuntime().availableProcessors()); // than there are threads for them usually

    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicInteger blocked = new AtomicInteger();

    @Test
    void handlersThatBlockNeitherMuteNorKillTheOtherSessions() throws Exception {
        List<SessionEvent> events = new CopyOnWriteArrayList<>();
        try (EchoServer server = EchoServer.start();
                ResilientContainer container = ResilientContainer.builder()
                        .heartbeat(Heartbeat.ping().every(ofMillis(500)).timeout(ofSeconds(1)))
                        .listener(events::add)
                        .build()) {
            Listening listening = new Listening();
            ResilientSession other = container.connectToServer(listening, server.uri());
            List<ResilientSession> many = new ArrayList<>();
            for (int i = 0; i < MANY; i++) {
                many.add(container.connectToServer(new Blocking(), server.uri()));
            }
            many.forEach(session -> session.getAsyncRemote().sendText("block"));
            await().atMost(ofSeconds(30)).until(() -> blocked.get() == MANY);

            other.getAsyncRemote().sendText("heard");
            await().atMost(ofSeconds(30)).until(() -> listening.heard.contains("heard"));
            Duration before = other.stats().smoothedRoundTrip();
            await().until(() -> !Objects.equals(before, other.stats().smoothedRoundTrip())); // a pong more
            assertThat(events).noneMatch(HeartbeatMissed.class::isInstance);
            assertThat(other.stats().connectionsOpened()).isEqualTo(1);
            release.countDown();
        } finally {
            release.countDown();
        }
    }

    @ClientEndpoint
    public final class Blocking {
        @OnMessage
        public void block(String message) throws InterruptedException {
            blocked.incrementAndGet();
            release.await();
        }
    }

    @ClientEndpoint
    public static final class Listening {
        final List<String> heard = new CopyOnWriteArrayList<>();

        @OnMessage
        public void hear(String message) {
            heard.add(message);
        }
    }
}
