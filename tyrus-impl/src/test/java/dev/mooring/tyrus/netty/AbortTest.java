package dev.mooring.tyrus.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.tyrus.transport.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Aborts at every moment of an attempt's life, with messages on their way. */
class AbortTest {

    private static final int ATTEMPTS = 400;

    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final NettyTransport transport = new NettyTransport("abort", executor, true);

    @AfterEach
    void stop() {
        transport.close();
        executor.shutdownNow();
    }

    @Test
    void atNoMomentIsThereASecondWordOrACompletionTooManyOrTooFew() throws Exception {
        Random random = new Random(42);
        Queue<Peer> peers = new ConcurrentLinkedQueue<>();
        Queue<Sent> sends = new ConcurrentLinkedQueue<>();
        List<Recorder> recorders = new ArrayList<>();
        try (ServerSocket server = new ServerSocket(0, 500, InetAddress.getByName("127.0.0.1"))) {
            executor.execute(() -> serve(server, peers));
            for (int i = 0; i < ATTEMPTS; i++) {
                Recorder recorder = new Recorder() {
                    @Override
                    public void opened(dev.mooring.tyrus.transport.Connection connection) {
                        super.opened(connection);
                        for (int m = 0; m < 5; m++) {
                            Sent sent = new Sent();
                            sends.add(sent);
                            connection.sendText("message", sent);
                        }
                    }
                };
                recorders.add(recorder);
                Transport.Opening attempt = transport.open(ContractTest.request(Peer.uri(server)), recorder);
                LockSupport.parkNanos(random.nextInt(3_000_000));
                attempt.abort();
            }
            await().untilAsserted(() ->
                    assertThat(sends).allSatisfy(sent -> assertThat(sent.calls).hasValue(1)));
            transport.close();
            for (Recorder recorder : recorders) {
                await().pollDelay(Duration.ZERO).until(() -> isOver(recorder));
                assertThat(recorder.overlaps).hasValue(0);
            }
        } finally {
            for (Peer peer : peers) {
                peer.close();
            }
        }
        assertThat(sends).as("some got as far as sending").isNotEmpty();
    }

    /** An attempt that was aborted may hear nothing more; else each story has one beginning and one end. */
    private static boolean isOver(Recorder recorder) {
        List<Recorder.Heard> heard = List.copyOf(recorder.heard);
        assertThat(heard).hasSizeLessThanOrEqualTo(2);
        if (heard.isEmpty()) {
            return true;
        } else if (heard.get(0) instanceof Recorder.Opened) {
            return heard.size() == 2 && heard.get(1) instanceof Recorder.Ended;
        }
        assertThat(heard).hasSize(1).first().isInstanceOf(Recorder.Failed.class);
        return true;
    }

    private void serve(ServerSocket server, Queue<Peer> peers) {
        try {
            while (true) {
                Peer peer = Peer.accept(server);
                peers.add(peer);
                executor.execute(() -> {
                    try {
                        peer.upgrade();
                    } catch (IOException e) {
                        // aborted before: that is what this is about
                    }
                });
            }
        } catch (IOException e) {
            // the test is over
        }
    }
}
