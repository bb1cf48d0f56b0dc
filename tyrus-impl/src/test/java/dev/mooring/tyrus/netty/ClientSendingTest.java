package dev.mooring.tyrus.netty;

import static dev.mooring.tyrus.netty.ClientFixture.Heard.next;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.OnOpen;
import jakarta.websocket.SendHandler;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.glassfish.tyrus.client.ClientManager;
import org.glassfish.tyrus.spi.ClientContainer;
import org.glassfish.tyrus.spi.ClientEngine;
import org.junit.jupiter.api.Test;

/** What Tyrus's own client sends on our Netty: to peers that read late, or not at all, and from where it may block. */
class ClientSendingTest extends ClientFixture {

    private static final int MUCH = 16 << 20; // more than the buffers of the sockets hold

    private final CountDownLatch free = new CountDownLatch(1);

    @Test
    void anEndpointThatOpensMaySendMuchToAPeerThatReadsLater() throws Exception {
        Greeter greeter = new Greeter();
        Future<Session> session = connecting(() -> client.connectToServer(greeter, Peer.uri(server)));
        try (Peer peer = Peer.accept(server).upgrade()) {
            awaitStall(peer);
            assertThat(peer.frame().payload()).hasSize(MUCH);
            assertThat(next(greeter.outcomes)).isEqualTo("sent");
            result(session);
        }
    }

    @Test
    void anEndpointThatOpensHearsOfAPeerThatIsGone() throws Exception {
        Greeter greeter = new Greeter();
        connecting(() -> client.connectToServer(greeter, Peer.uri(server)));
        try (Peer peer = Peer.accept(server).upgrade()) {
            awaitStall(peer);
            peer.socket.setSoLinger(true, 0); // a reset
        }
        assertThat(next(greeter.outcomes)).isEqualTo("failed");
    }

    @Test
    void aHandlerOfASendMayBlock() throws Exception {
        Future<Session> connecting = connecting();
        try (Peer peer = Peer.accept(server).upgrade()) {
            Session session = result(connecting);
            BlockingQueue<String> threads = new LinkedBlockingQueue<>();
            SendHandler handler = sent -> {
                threads.add(Thread.currentThread().getName());
                block(session);
            };
            session.getAsyncRemote().sendText("first", handler);
            assertThat(peer.frame().text()).isEqualTo("first");
            assertThat(peer.frame().text()).isEqualTo("from the handler");
            assertThat(next(threads)).startsWith("mooring-tyrus-client-handler");
            for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) { // each event loop has one
                connecting();
                try (Peer other = Peer.accept(server).upgrade()) {
                    other.send(Frame.of(0x81, "free"));
                    assertThat(next(heard.texts)).isEqualTo("free");
                }
            }
        } finally {
            free.countDown();
        }
    }

    @Test
    void aClosedSessionEndsThoughThePeerDoesNotRead() throws Exception {
        ClientManager hasty = ClientManager.createClient(Hasty.class.getName());
        hasty.setDefaultMaxSessionIdleTimeout(-1);
        hasty.getProperties().putAll(client.getProperties()); // or its event loops stay for a while
        Future<Session> connecting = connecting(() -> hasty.connectToServer(
                heard, ClientEndpointConfig.Builder.create().build(), Peer.uri(server)));
        try (Peer peer = Peer.accept(server).upgrade()) {
            Session session = result(connecting);
            Future<Void> unread = session.getAsyncRemote().sendBinary(ByteBuffer.allocate(MUCH));
            awaitStall(peer);
            session.close();
            assertThatThrownBy(() -> result(unread))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(IOException.class);
        } finally {
            hasty.shutdown();
        }
    }

    /** Until no more comes, as what the peer does not read has filled all buffers. */
    private static void awaitStall(Peer peer) {
        AtomicInteger before = new AtomicInteger();
        await().pollInterval(Duration.ofMillis(200)).until(() -> {
            int now = peer.in.available();
            return now > 0 && before.getAndSet(now) == now;
        });
    }

    private void block(Session session) {
        try {
            session.getBasicRemote().sendText("from the handler");
            free.await(2 * Recorder.PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Has little patience with peers. */
    public static final class Hasty implements ClientContainer {
        private final ClientContainer container = new NettyClientContainer(Duration.ofMillis(500));

        @Override
        public void openClientSocket(ClientEndpointConfig config, Map<String, Object> properties, ClientEngine engine)
                throws DeploymentException, IOException {
            container.openClientSocket(config, properties, engine);
        }
    }

    /** Sends much as it opens. */
    @ClientEndpoint
    public static final class Greeter {
        final BlockingQueue<String> outcomes = new LinkedBlockingQueue<>();

        @OnOpen
        public void open(Session session) {
            try {
                session.getBasicRemote().sendBinary(ByteBuffer.allocate(MUCH));
                outcomes.add("sent");
            } catch (IOException e) {
                outcomes.add("failed");
            }
        }
    }
}
