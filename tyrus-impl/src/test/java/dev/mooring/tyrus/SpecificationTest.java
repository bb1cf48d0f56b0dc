package dev.mooring.tyrus;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mooring.websocket.Heartbeat;
import dev.mooring.websocket.JsonbCodec;
import dev.mooring.websocket.ResilientContainer;
import dev.mooring.websocket.ResilientSession;
import dev.mooring.websocket.SessionState;
import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.OnMessage;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.WebSocketContainer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Jakarta WebSocket promises, through a session that outlives its connections. */
class SpecificationTest {

    private final Recorder recorder = new Recorder();
    private EchoServer server;

    @BeforeEach
    void start() throws Exception {
        server = EchoServer.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** A message type of the application's. */
    public record Price(String symbol, long cents) {}

    /** Its codec: one line. */
    public static class PriceCodec extends JsonbCodec<Price> {}

    /** Answers a price with one that is a cent higher, up to a limit. */
    @ClientEndpoint(encoders = PriceCodec.class, decoders = PriceCodec.class)
    public static class Bidder {
        final List<Price> prices = new CopyOnWriteArrayList<>();

        @OnMessage
        public Price price(Price price) {
            prices.add(price);
            return price.cents() < 103 ? new Price(price.symbol(), price.cents() + 1) : null;
        }
    }

    @Test
    void encodersAndDecodersWorkAlsoAfterAReconnect() throws Exception {
        Bidder bidder = new Bidder();
        try (ResilientContainer container = Quick.container().build();
                ResilientSession session = container.connectToServer(bidder, server.uri())) {
            session.getBasicRemote().sendObject(new Price("EURUSD", 102));
            await().until(() -> bidder.prices.size() == 2);
            session.reconnect();
            session.getAsyncRemote().sendObject(new Price("EURUSD", 103)).get();
            await().untilAsserted(() ->
                    assertThat(bidder.prices).extracting(Price::cents).containsExactly(102L, 103L, 103L));
        }
    }

    @Test
    void binaryMessagesGoBothWays() throws Exception {
        try (ResilientContainer container = Quick.container().build();
                ResilientSession session = container.connectToServer(recorder, server.uri())) {
            byte[] large = new byte[3 << 20];
            large[large.length - 1] = 7;
            session.getBasicRemote().sendBinary(ByteBuffer.wrap(new byte[] {1, 2, 3}));
            session.getAsyncRemote().sendBinary(ByteBuffer.wrap(large)).get();
            await().until(() -> recorder.binary.size() == 2);
            assertThat(recorder.binary.get(0)).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2, 3}));
            assertThat(recorder.binary.get(1)).isEqualTo(ByteBuffer.wrap(large));
        }
    }

    /** Adds a handler at every opening, as endpoints for plain containers do. */
    private static final class Programmatic extends Endpoint {
        final AtomicInteger opened = new AtomicInteger();

        @SuppressWarnings("JdkObsolete") // read by the test while it is written to
        final StringBuffer text = new StringBuffer();

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            opened.incrementAndGet();
            session.addMessageHandler(String.class, (MessageHandler.Partial<String>)
                    (part, last) -> text.append(part).append(last ? "|" : ""));
        }
    }

    @Test
    void anEndpointThatAddsItsHandlersAtEveryOpeningWorksAcrossReconnects() throws Exception {
        Programmatic endpoint = new Programmatic();
        ClientEndpointConfig config = ClientEndpointConfig.Builder.create().build();
        try (ResilientContainer container = Quick.container().build();
                ResilientSession session = container.connectToServer(endpoint, config, server.uri())) {
            session.getBasicRemote().sendText("a");
            await().until(() -> endpoint.text.toString().equals("a|"));
            session.reconnect();
            await().until(() -> endpoint.opened.get() == 2);
            session.getBasicRemote().sendText("b", false);
            session.getBasicRemote().sendText("c", true);
            await().untilAsserted(() -> assertThat(endpoint.text).hasToString("a|bc|"));
            assertThat(session.getMessageHandlers()).hasSize(1);
        }
    }

    @Test
    void idPropertiesHandlersAndLimitsBelongToTheSession() throws Exception {
        Programmatic endpoint = new Programmatic();
        ClientEndpointConfig config = ClientEndpointConfig.Builder.create().build();
        config.getUserProperties().put("from", "config");
        try (ResilientContainer container = Quick.container().build()) {
            WebSocketContainer plain = container;
            ResilientSession session = (ResilientSession) plain.connectToServer(endpoint, config, server.uri());
            List<Integer> pongs = new CopyOnWriteArrayList<>();
            session.addMessageHandler(
                    PongMessage.class,
                    pong -> pongs.add(pong.getApplicationData().remaining()));
            session.getUserProperties().put("mine", 1);
            session.setMaxTextMessageBufferSize(77_000);
            String id = session.getId();
            session.reconnect();
            await().until(() -> endpoint.opened.get() == 2);
            assertThat(session.getId()).isEqualTo(id);
            assertThat(session.getUserProperties()).containsEntry("mine", 1).containsEntry("from", "config");
            assertThat(session.getMaxTextMessageBufferSize()).isEqualTo(77_000);
            session.getBasicRemote().sendPing(ByteBuffer.wrap("mine".getBytes(StandardCharsets.UTF_8)));
            await().untilAsserted(() -> assertThat(pongs).containsExactly(4));
            assertThat(session.getOpenSessions()).containsExactly(session);
        }
    }

    @Test
    void aServersPingsAreAnsweredAndCounted() throws Exception {
        try (RawServer pinging = RawServer.of(peer -> {
                    peer.readRequest();
                    peer.upgrade();
                    for (int i = 1; i <= 5; i++) {
                        peer.sendText("text");
                        peer.send(9, new byte[i]);
                        peer.remember(peer.read());
                    }
                    peer.readUntilEnd();
                });
                ResilientContainer container =
                        Quick.container(recorder).heartbeat(Heartbeat.off()).build();
                ResilientSession session = container.connectToServer(recorder, pinging.uri())) {
            await().until(() -> session.stats().pingsReceived() == 5);
            assertThat(session.stats().bytesReceived()).as("of messages").isEqualTo(20);
        }
    }

    @Test
    void anIdleSessionEndsAlthoughItsHeartbeatGoesOn() throws Exception {
        try (ResilientContainer container = Quick.container(recorder)
                .heartbeat(Heartbeat.ping().every(ofMillis(100)).timeout(ofSeconds(5)))
                .build()) {
            ResilientSession session = container.connectToServer(recorder, server.uri());
            session.setMaxIdleTimeout(1_500);
            long start = System.nanoTime();
            for (int i = 0; i < 10; i++) {
                start = System.nanoTime();
                session.getBasicRemote().sendText("busy");
                await().pollDelay(ofMillis(200)).until(session::isOpen);
            }
            assertThat(Quick.awaitEnd(session)).isNull();
            assertThat(Quick.millisSince(start)).isGreaterThanOrEqualTo(1_400);
            assertThat(session.state()).isEqualTo(SessionState.CLOSED);
            assertThat(recorder.closed.get(0).getReasonPhrase()).contains("idle for 1500 ms");
        }
    }

    @Test
    void anEndedSessionTakesNothingMore() throws Exception {
        try (ResilientContainer container = Quick.container().build()) {
            ResilientSession session = container.connectToServer(recorder, server.uri());
            session.close();
            Quick.awaitEnd(session);
            assertThatThrownBy(() -> session.getBasicRemote().sendText("late")).hasMessageContaining("has ended");
            assertThat(Quick.outcome(session.sendStream(new java.io.ByteArrayInputStream(new byte[1]), 1)))
                    .isNotNull();
            session.reconnect();
            assertThat(session.state()).isEqualTo(SessionState.CLOSED);
            assertThat(session.readyState()).isEqualTo(3);
        }
    }

    @Test
    void openSessionsAreThoseOfTheSameEndpoint() throws Exception {
        try (ResilientContainer container = Quick.container().build();
                ResilientSession one = container.connectToServer(recorder, server.uri());
                ResilientSession another = container.connectToServer(new Recorder(), server.uri("sink"));
                ResilientSession bidding = container.connectToServer(new Bidder(), server.uri())) {
            assertThat(one.getOpenSessions()).containsExactlyInAnyOrder(one, another);
            assertThat(bidding.getOpenSessions()).containsExactly(bidding);
        }
    }

    @Test
    void aBufferThatWasSentHasNothingLeftAlsoWhenItsMessageIsParked() throws Exception {
        ByteBuffer data = ByteBuffer.wrap(new byte[] {1, 2, 3, 4}, 1, 2);
        try (ResilientContainer container = Quick.container().build();
                ResilientSession session = container.connectToServer(recorder, server.uri())) {
            session.getBasicRemote().sendBinary(data);
            assertThat(data.position()).isEqualTo(3).isEqualTo(data.limit());
            await().until(() -> recorder.binary.size() == 1);
            server.stop();
            await().until(() -> session.state() != SessionState.OPEN);
            session.getBasicRemote().sendBinary(data.position(1));
            assertThat(data.position()).isEqualTo(3).isEqualTo(data.limit());
            server.restart();
            ByteBuffer sent = ByteBuffer.wrap(new byte[] {2, 3});
            await().untilAsserted(() -> assertThat(recorder.binary).containsExactly(sent, sent));
        }
    }
}
