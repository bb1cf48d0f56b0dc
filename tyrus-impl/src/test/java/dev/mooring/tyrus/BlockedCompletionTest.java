package dev.mooring.tyrus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.websocket.Heartbeat;
import dev.mooring.websocket.Outbox;
import dev.mooring.websocket.ResilientContainer;
import dev.mooring.websocket.ResilientSession;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A handler of a send that blocks while its connection breaks: what was not written goes out in its place all the same. */
class BlockedCompletionTest {

    private static final int MUCH = 16 << 20; // more than the buffers of the sockets hold

    private final Recorder recorder = new Recorder();
    private final CountDownLatch sent = new CountDownLatch(1);
    private final List<String> received = new CopyOnWriteArrayList<>();

    @Test
    void keepsTheOrderOverAReconnect() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        try (RawServer server = RawServer.of(this::serve);
                ResilientContainer container = Quick.container(recorder)
                        .heartbeat(Heartbeat.off())
                        .outbox(Outbox.defaults().ofBytes(2 * MUCH))
                        .build()) {
            ResilientSession session = container.connectToServer(recorder, server.uri());
            Thread first = new Thread(() -> session.getAsyncRemote().sendText("0", result -> {
                entered.countDown();
                awaitQuietly(release);
            }));
            first.start(); // the handler may be called by it
            assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
            session.getAsyncRemote().sendText("1" + "x".repeat(MUCH), result -> {});
            session.getAsyncRemote().sendText("2", result -> {});
            sent.countDown();
            await().atMost(20, TimeUnit.SECONDS).until(() -> received.size() == 2);
            assertThat(received).containsExactly("1", "2");
            release.countDown();
            first.join();
        } finally {
            release.countDown();
        }
    }

    /** The first connection is reset while most of the second message is unread. */
    private void serve(RawPeer peer) throws IOException {
        peer.readRequest();
        peer.upgrade();
        if (peer.number() == 1) {
            awaitQuietly(sent);
            peer.socket().setSoLinger(true, 0);
            return;
        }
        while (received.size() < 2) {
            received.add(peer.read().text().substring(0, 1));
        }
        peer.readUntilEnd();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
