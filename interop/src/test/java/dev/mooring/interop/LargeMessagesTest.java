package dev.mooring.interop;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.server.ResilientConfigurator;
import dev.mooring.server.policy.ServerPolicy;
import dev.mooring.websocket.Delivery;
import dev.mooring.websocket.ResilientContainer;
import dev.mooring.websocket.ResilientSession;
import dev.mooring.websocket.SessionReset;
import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * A client that asks for one large message after the other, quicker than acknowledgements come by count or by time: the
 * server's default room for a session, 1 MiB, is enough all the same.
 */
@OnEveryServer
class LargeMessagesTest {

    private static final int MESSAGES = 90; // fewer than are acknowledged for their number
    private static final String LARGE = "m".repeat(64 << 10);

    public static final class Resumable extends ResilientConfigurator {
        public Resumable() {
            super(ServerPolicy.builder()
                    .allowAnyOrigin()
                    .delivery(Delivery.resumable())
                    .build());
        }
    }

    @ServerEndpoint(value = "/large", configurator = Resumable.class)
    public static final class Archive {

        @OnMessage
        public void message(String text, Session session) {
            session.getAsyncRemote().sendText(LARGE);
        }
    }

    @ClientEndpoint
    public static final class Reader {

        private final AtomicInteger read = new AtomicInteger();

        @OnMessage
        public void message(String text, Session session) {
            assertThat(text).hasSameSizeAs(LARGE);
            if (read.incrementAndGet() < MESSAGES) {
                session.getAsyncRemote().sendText("next");
            }
        }
    }

    @Test
    void aServerWithTheDefaultRoomSendsOneAfterTheOther() throws Exception {
        Queue<SessionReset> resets = new ConcurrentLinkedQueue<>();
        Reader reader = new Reader();
        try (Host host = Host.start(Archive.class);
                ResilientContainer container = ResilientContainer.builder()
                        .delivery(Delivery.resumable().whenUnsupported(Delivery.Unsupported.FAIL))
                        .listener(event -> {
                            if (event instanceof SessionReset reset) {
                                resets.add(reset);
                            }
                        })
                        .build()) {
            ResilientSession session = container.connectToServer(reader, host.uri("/large"));
            session.getAsyncRemote().sendText("next");
            await().atMost(ofSeconds(30)).until(() -> reader.read.get() == MESSAGES || !resets.isEmpty());
            assertThat(resets).isEmpty();
            assertThat(reader.read).hasValue(MESSAGES);
        }
    }
}
