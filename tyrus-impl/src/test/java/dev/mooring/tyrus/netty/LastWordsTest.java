package dev.mooring.tyrus.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.tyrus.transport.Connection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * A peer says why it closes, and closes with messages of ours unread: then the system resets the connection, and our next
 * write fails. Some servers close like that whenever they drain.
 */
class LastWordsTest {

    private final CountDownLatch reading = new CountDownLatch(1);
    private final CountDownLatch gone = new CountDownLatch(1);

    /** On the event loop, which therefore reads nothing more until the peer is gone. */
    private final Recorder recorder = new Recorder() {
        @Override
        public void text(String part, boolean last) {
            reading.countDown();
            awaitQuietly(gone);
            super.text(part, last);
        }
    };

    @Test
    void areHeardThoughAWriteFailsBeforeTheyAreRead() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                NettyTransport transport = new NettyTransport("last-words", Runnable::run, true)) {
            transport.open(ContractTest.request(Peer.uri(server)), recorder);
            Sent late = new Sent();
            try (Peer peer = Peer.accept(server).upgrade()) {
                Connection connection = recorder.connection();
                connection.sendText("not read", new Sent());
                await().until(() -> peer.in.available() > 0);
                peer.send(Frame.of(0x81, "read this"));
                assertThat(reading.await(Recorder.PATIENCE_SECONDS, TimeUnit.SECONDS))
                        .isTrue();
                connection.sendText("late", late); // written when the loop goes on, before it reads again
                peer.send(Frame.of(0x8A, "acknowledged")).send(Frame.close(1012, "come back"));
            }
            gone.countDown();
            recorder.next(Recorder.Text.class);
            assertThat(recorder.next(Recorder.Pong.class).data())
                    .isEqualTo(ByteBuffer.wrap("acknowledged".getBytes(StandardCharsets.UTF_8)));
            assertThat(recorder.next(Recorder.Ended.class).failure().closeCode())
                    .isEqualTo(1012);
            assertThat(late.succeeded()).isFalse();
            assertThat(late.calls).hasValue(1);
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
