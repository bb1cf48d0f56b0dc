package dev.mooring.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.websocket.Delivery;
import dev.mooring.websocket.ResilientContainer;
import dev.mooring.websocket.ResilientSession;
import dev.mooring.websocket.SendOptions;
import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Encoder;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.server.ServerEndpoint;
import java.io.Writer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Half a surrogate pair is no text: in whatever way the client sends it, a question mark arrives, and what is sent behind it. */
@OnEveryServer
class SurrogateTest {

    private static final String LONG = "x".repeat(20_000);
    private static final String HALF = "a\ud800b";
    private static final Queue<String> ARRIVED = new ConcurrentLinkedQueue<>();

    @ServerEndpoint(value = "/surrogate", configurator = OpenToAll.class)
    public static final class Listener {
        @OnMessage
        public void message(String text) {
            ARRIVED.add(text);
        }

        @OnClose
        public void close(CloseReason reason) {
            ARRIVED.add(reason.getCloseCode().getCode() + " " + reason.getReasonPhrase());
            ARRIVED.add("closed");
        }
    }

    public static final class Halves implements Encoder.Text<Integer> {
        @Override
        public String encode(Integer count) {
            return HALF.repeat(count);
        }
    }

    @ClientEndpoint(encoders = Halves.class)
    public static final class Speaker {}

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void itArrivesAsAQuestionMark(boolean resumable) throws Exception {
        ARRIVED.clear();
        Delivery delivery =
                resumable ? Delivery.resumable().whenUnsupported(Delivery.Unsupported.FAIL) : Delivery.bestEffort();
        try (Host host = Host.start(Listener.class);
                ResilientContainer container =
                        ResilientContainer.builder().delivery(delivery).build()) {
            ResilientSession session = container.connectToServer(new Speaker(), host.uri("/surrogate"));
            RemoteEndpoint.Basic basic = session.getBasicRemote();
            session.getAsyncRemote().sendText(HALF);
            session.send(LONG + HALF, SendOptions.NONE);
            basic.sendText(HALF);
            basic.sendObject(2);
            basic.sendText("a\ud83d", false);
            basic.sendText("\ude00\ud83d", false);
            basic.sendText("b", true);
            try (Writer writer = basic.getSendWriter()) {
                writer.write("a\ud83d");
                writer.write("\ude00\ud83d");
            }
            basic.sendText("c");
            await().until(() -> ARRIVED.contains("c"));
            session.close(new CloseReason(CloseReason.CloseCodes.NORMAL_CLOSURE, HALF));
            await().until(() -> ARRIVED.contains("closed"));
            assertThat(ARRIVED)
                    .containsExactly(
                            "a?b",
                            LONG + "a?b",
                            "a?b",
                            "a?ba?b",
                            "a\ud83d\ude00?b",
                            "a\ud83d\ude00?",
                            "c",
                            "1000 a?b",
                            "closed");
        }
    }
}
