package dev.mooring.tyrus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.websocket.ConnectionException;
import dev.mooring.websocket.ResilientContainer;
import dev.mooring.websocket.ResilientSession;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is agreed on in the upgrade, and what is too much after it. */
class ProtocolLimitsTest {

    private final Recorder recorder = new Recorder();

    private static final Endpoint NOTHING = new Endpoint() {
        @Override
        public void onOpen(Session session, EndpointConfig config) {}
    };

    private static ClientEndpointConfig subprotocols(String... names) {
        return ClientEndpointConfig.Builder.create()
                .preferredSubprotocols(List.of(names))
                .build();
    }

    private static RawServer choosing(String... headers) throws Exception {
        return RawServer.of(peer -> {
            peer.readRequest();
            peer.upgrade(headers);
            peer.readUntilEnd();
        });
    }

    @Test
    void theSubprotocolThatTheServerChoseIsTold() throws Exception {
        try (RawServer server = choosing("Sec-WebSocket-Protocol: v2.chat");
                ResilientContainer container = Quick.container().build();
                ResilientSession session =
                        container.connectToServer(NOTHING, subprotocols("v1.chat", "v2.chat"), server.uri())) {
            assertThat(session.getNegotiatedSubprotocol()).isEqualTo("v2.chat");
            assertThat(server.peers.get(0).header("Sec-WebSocket-Protocol")).isEqualTo("v1.chat, v2.chat");
            assertThat(server.peers.get(0).header("Sec-WebSocket-Extensions"))
                    .as("no extension unless asked for")
                    .isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-None: 0", "Sec-WebSocket-Protocol: other"})
    void anUnmatchedSubprotocolFailsAtOnceAndNamesTheRemedy(String header) throws Exception {
        try (RawServer server = choosing(header);
                ResilientContainer container = Quick.container().build()) {
            assertThat(Quick.outcome(container.connectAsync(NOTHING, subprotocols("v1.chat"), server.uri())))
                    .hasMessageContaining("none of the subprotocols [v1.chat]")
                    .hasMessageContaining("offer one that it speaks, or none");
            assertThat(server.accepted()).isEqualTo(1);
        }
    }

    @Test
    void aBurstOfSmallMessagesIsNotTakenForALargeOne() throws Exception {
        int messages = 500;
        try (RawServer server = RawServer.of(peer -> {
                    peer.readRequest();
                    peer.upgrade();
                    ByteBuffer burst = ByteBuffer.allocate(messages * 902);
                    for (int i = 0; i < messages; i++) {
                        burst.putShort((short) 0x827E).putShort((short) 898).put(new byte[898]);
                    }
                    peer.socket().getOutputStream().write(burst.array());
                    peer.readUntilEnd();
                });
                ResilientContainer container = Quick.container(recorder).build()) {
            container.setDefaultMaxBinaryMessageBufferSize(1_000);
            container.setDefaultMaxTextMessageBufferSize(1_000);
            ResilientSession session = container.connectToServer(recorder, server.uri());
            await().untilAsserted(() -> assertThat(recorder.binary).hasSize(messages));
            assertThat(session.stats().connectionsOpened()).isEqualTo(1);
        }
    }

    /** Tyrus itself ends the connection then, and tells the peer 1011; the application hears the truth. */
    @Test
    void aFrameFarBeyondTheLimitIs1009ForTheApplication() throws Exception {
        try (RawServer server = RawServer.of(peer -> {
                    peer.readRequest();
                    peer.upgrade();
                    peer.send(2, new byte[4 << 20]);
                    peer.expectClose();
                });
                ResilientContainer container = Quick.container(recorder).build()) {
            container.setDefaultMaxBinaryMessageBufferSize(1_000);
            container.setDefaultMaxTextMessageBufferSize(1_000);
            ResilientSession session = container.connectToServer(recorder, server.uri());
            assertThat(Quick.awaitEnd(session)).hasMessageContaining("larger than the limit");
            assertThat(recorder.closeCodes()).containsExactly(1009);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anOversizedMessageIsRefusedWith1009(boolean fragmented) throws Exception {
        try (RawServer server = RawServer.of(peer -> {
                    peer.readRequest();
                    peer.upgrade();
                    byte[] half = new byte[700];
                    if (fragmented) {
                        peer.sendFragment(2, half, false);
                        peer.sendFragment(0, half, true);
                    } else {
                        peer.send(2, new byte[1_400]);
                    }
                    peer.expectClose();
                });
                ResilientContainer container = Quick.container(recorder).build()) {
            container.setDefaultMaxBinaryMessageBufferSize(1_000);
            container.setDefaultMaxTextMessageBufferSize(1_000);
            ResilientSession session = container.connectToServer(recorder, server.uri());
            assertThat(Quick.awaitEnd(session)).isInstanceOf(ConnectionException.class);
            assertThat(recorder.closeCodes()).containsExactly(1009);
            assertThat(recorder.binary).isEmpty();
            assertThat(server.accepted()).isEqualTo(1);
            await().untilAsserted(
                            () -> assertThat(server.peers.get(0).closeCode()).isEqualTo(1009));
        }
    }

    @Test
    void limitsThatAreRaisedInOnOpenHoldForItsConnection() throws Exception {
        int size = 20 << 20;
        Recorder raising = new Recorder(session -> {
            session.setMaxTextMessageBufferSize(size);
            session.setMaxBinaryMessageBufferSize(size);
            session.getBasicRemote().sendText("go");
        });
        try (RawServer server = RawServer.of(peer -> {
                    peer.readRequest();
                    peer.upgrade();
                    peer.sendText("small");
                    peer.remember(peer.read());
                    peer.send(2, new byte[size]);
                    peer.send(1, new byte[size]);
                    peer.readUntilEnd();
                });
                ResilientContainer container = Quick.container(raising).build();
                ResilientSession session = container.connectToServer(raising, server.uri())) {
            await().untilAsserted(() -> assertThat(raising.received).hasSize(2));
            assertThat(raising.binary).extracting(ByteBuffer::remaining).containsExactly(size);
            assertThat(raising.received).extracting(String::length).containsExactly(5, size);
            assertThat(session.stats().connectionsOpened()).isEqualTo(1);
        }
    }

    @Test
    void aLimitOfZeroIsNone() throws Exception {
        try (RawServer server = RawServer.of(peer -> {
                    peer.readRequest();
                    peer.upgrade();
                    peer.sendText("x");
                    peer.readUntilEnd();
                });
                ResilientContainer container = Quick.container(recorder).build()) {
            container.setDefaultMaxBinaryMessageBufferSize(0);
            container.setDefaultMaxTextMessageBufferSize(0);
            ResilientSession session = container.connectToServer(recorder, server.uri());
            await().untilAsserted(() -> assertThat(recorder.received).containsExactly("x"));
            assertThat(session.stats().connectionsOpened()).isEqualTo(1);
        }
    }
}
