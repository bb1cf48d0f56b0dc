package dev.mooring.cli.serve;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.glassfish.tyrus.client.ClientManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a bare Tyrus client: the server must be plain. */
public class EchoServerTest {

    private final EchoServer server;
    private final BlockingQueue<Object> received = new LinkedBlockingQueue<>();
    private final CompletableFuture<CloseReason> closed = new CompletableFuture<>();

    EchoServerTest() throws Exception {
        server = new EchoServer("127.0.0.1", 0, new Handling(Handling.Answer.SENDER, null, false), null);
    }

    @BeforeEach
    void start() throws Exception {
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/echo", "/a/b/c", "/echo?token=x"})
    void anyPathEchoesText(String path) throws Exception {
        connect(path).getBasicRemote().sendText("hello");
        assertThat(received.poll(5, SECONDS)).isEqualTo("hello");
    }

    @Test
    void binaryMessagesComeBack() throws Exception {
        connect("/").getBasicRemote().sendBinary(ByteBuffer.wrap(new byte[] {1, 2, 3}));
        assertThat(received.poll(5, SECONDS)).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2, 3}));
    }

    @Test
    void largeMessagesComeBack() throws Exception {
        String large = "x".repeat(3_000_000);
        connect("/").getBasicRemote().sendText(large);
        assertThat(large.equals(received.poll(10, SECONDS))).isTrue();
    }

    @Test
    void stoppingClosesWith1001() throws Exception {
        connect("/").getBasicRemote().sendText("are you there?");
        assertThat(received.poll(5, SECONDS)).isNotNull(); // the client is open before the server's session is
        server.close();
        assertThat(closed.get(5, SECONDS).getCloseCode()).isEqualTo(CloseReason.CloseCodes.GOING_AWAY);
    }

    private Session connect(String path) throws Exception {
        return ClientManager.createClient()
                .connectToServer(
                        new Client(),
                        ClientEndpointConfig.Builder.create().build(),
                        URI.create("ws://127.0.0.1:" + server.port() + path));
    }

    /** Public, because Tyrus calls it by reflection. */
    public final class Client extends Endpoint {
        @Override
        public void onOpen(Session session, EndpointConfig config) {
            // lambdas would hide from Tyrus which type they take
            session.addMessageHandler(new MessageHandler.Whole<String>() {
                @Override
                public void onMessage(String message) {
                    received.add(message);
                }
            });
            session.addMessageHandler(new MessageHandler.Whole<ByteBuffer>() {
                @Override
                public void onMessage(ByteBuffer message) {
                    received.add(message);
                }
            });
        }

        @Override
        public void onClose(Session session, CloseReason reason) {
            closed.complete(reason);
        }
    }
}
