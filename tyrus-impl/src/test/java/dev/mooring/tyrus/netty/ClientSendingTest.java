package dev.mooring.tyrus.netty;

import static dev.mooring.tyrus.netty.ClientFixture.Heard.next;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.websocket.SendHandler;
import jakarta.websocket.Session;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What Tyrus's own client sends on our Netty. */
class ClientSendingTest extends ClientFixture {

    private final CountDownLatch free = new CountDownLatch(1);

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
}
