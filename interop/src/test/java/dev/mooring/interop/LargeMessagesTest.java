package dev.mooring.interop;

import static java.time.Duration.ofSeconds;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.websocket.Delivery;
import dev.mooring.websocket.ResilientContainer;
import dev.mooring.websocket.ResilientSession;
import dev.mooring.websocket.SessionReset;
import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A client that asks for one large message after the other, quicker than acknowledgements come by count or by time: the
 * server's default room for a session, 1 MiB, is enough all the same.
 */
@OnEveryServer
class LargeMessagesTest {

    private static final int MESSAGES = 90; // fewer than are acknowledged for their number
    private static final Map<String, String> LARGE =
            Map.of("letters", "m".repeat(64 << 10), "characters of three bytes", "\u4e2d".repeat((64 << 10) / 3));

    @ServerEndpoint(value = "/large", configurator = OpenToAll.class)
    public static final class Archive {

        @OnMessage
        public void message(String text, Session session) {
            session.getAsyncRemote().sendText(requireNonNull(LARGE.get(text)));
        }
    }

    @ClientEndpoint
    public static final class Reader {

        private final String kind;
        private final AtomicInteger read = new AtomicInteger();

        Reader(String kind) {
            this.kind = kind;
        }

        @OnMessage
        public void message(String text, Session session) {
            if (text.equals(LARGE.get(kind)) && read.incrementAndGet() < MESSAGES) {
                session.getAsyncRemote().sendText(kind);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"letters", "characters of three bytes"})
    void aServerWithTheDefaultRoomSendsOneAfterTheOther(String kind) throws Exception {
        Queue<SessionReset> resets = new ConcurrentLinkedQueue<>();
        Reader reader = new Reader(kind);
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
            session.getAsyncRemote().sendText(kind);
            await().atMost(ofSeconds(30)).until(() -> reader.read.get() == MESSAGES || !resets.isEmpty());
            assertThat(resets).isEmpty();
            assertThat(reader.read).hasValue(MESSAGES);
        }
    }
}
