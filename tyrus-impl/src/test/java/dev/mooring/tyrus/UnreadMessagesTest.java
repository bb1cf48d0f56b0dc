package dev.mooring.tyrus;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.websocket.Heartbeat;
import dev.mooring.websocket.Outbox;
import dev.mooring.websocket.ResilientContainer;
import dev.mooring.websocket.ResilientSession;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class UnreadMessagesTest {

    /** They are still in the transport's hands when the next connection is made, and neither disturb it nor lose their place. */
    @Test
    void whatAnOldConnectionDidNotTakeGoesFirstOnTheNext() throws Exception {
        int messages = 1_500;
        String filler = " " + "x".repeat(16 << 10);
        CountDownLatch full = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        Recorder recorder = new Recorder();
        try (RawServer server = RawServer.of(peer -> {
                    peer.readRequest();
                    peer.upgrade();
                    if (peer.number() == 1) {
                        awaitQuietly(full);
                        peer.sendClose(4000, "go elsewhere, I have read nothing");
                        awaitQuietly(over);
                    } else {
                        while (true) {
                            peer.remember(peer.read());
                        }
                    }
                });
                ResilientContainer container = Quick.container(recorder)
                        .heartbeat(Heartbeat.off())
                        .outbox(Outbox.defaults().ofBytes(64 << 20))
                        .build();
                ResilientSession session = container.connectToServer(recorder, server.uri())) {
            for (int i = 0; i < messages; i++) {
                session.getAsyncRemote().sendText(i + filler);
            }
            long parked = session.bufferedAmount();
            assertThat(parked).isPositive();
            full.countDown();
            await().until(() -> session.isOpen() && session.bufferedAmount() == 0);
            await().during(ofMillis(900)).until(session::isOpen); // until the old connection's last rites are over
            assertThat(session.stats().connectionsOpened()).isEqualTo(2);
            List<Integer> arrived = server.peers.get(1).remembered().stream()
                    .map(text -> Integer.valueOf(text.split(" ")[0]))
                    .toList();
            assertThat(arrived).isSorted().doesNotHaveDuplicates().endsWith(messages - 1);
            assertThat((long) arrived.size() * filler.length()).isGreaterThanOrEqualTo(parked / 2);
        } finally {
            over.countDown();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
