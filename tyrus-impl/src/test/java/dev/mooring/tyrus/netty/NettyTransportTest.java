package dev.mooring.tyrus.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.tyrus.transport.Connection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class NettyTransportTest {

    private final ExecutorService executor = Executors.newFixedThreadPool(2, task -> new Thread(task, "application"));
    private final NettyTransport transport = new NettyTransport("nt", executor, true);

    @AfterEach
    void stop() {
        transport.close();
        executor.shutdownNow();
    }

    @Test
    void listenersAndCompletionsRunOnTheExecutor() throws Exception {
        try (ServerSocket server = server()) {
            java.util.Set<String> threads = java.util.concurrent.ConcurrentHashMap.newKeySet();
            Recorder recorder = new Recorder() {
                @Override
                public void opened(Connection connection) {
                    threads.add(Thread.currentThread().getName());
                    super.opened(connection);
                }

                @Override
                public void text(String part, boolean last) {
                    threads.add(Thread.currentThread().getName());
                    super.text(part, last);
                }
            };
            transport.open(ContractTest.request(Peer.uri(server)), recorder);
            try (Peer peer = Peer.accept(server).upgrade()) {
                Connection connection = recorder.connection();
                peer.send(Frame.of(0x81, "x"));
                recorder.next(Recorder.Text.class);
                CountDownLatch sent = new CountDownLatch(1);
                connection.sendText("y", result -> {
                    threads.add(Thread.currentThread().getName());
                    sent.countDown();
                });
                assertThat(sent.await(10, TimeUnit.SECONDS)).isTrue();
                assertThat(threads).containsExactly("application");
            }
        }
    }

    @Test
    void aListenerThatIsSlowHoldsUpThePeerInsteadOfFillingTheMemory() throws Exception {
        try (ServerSocket server = server()) {
            CountDownLatch gate = new CountDownLatch(1);
            AtomicLong received = new AtomicLong();
            Recorder slow = new Recorder() {
                @Override
                public void text(String part, boolean last) {
                    try {
                        gate.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    received.addAndGet(part.length());
                }
            };
            transport.open(ContractTest.request(Peer.uri(server)), slow);
            try (Peer peer = Peer.accept(server).upgrade()) {
                slow.connection();
                int messages = 3000;
                byte[] frame = Frame.of(0x81, "x".repeat(10_000));
                AtomicLong written = new AtomicLong();
                Thread writer = new Thread(() -> {
                    for (int i = 0; i < messages; i++) {
                        MessagesContractTest.quietly(() -> peer.send(frame));
                        written.incrementAndGet();
                    }
                });
                writer.start();
                long[] last = {-1};
                await().pollInterval(300, TimeUnit.MILLISECONDS)
                        .until(() -> written.get() > 0 && last[0] == (last[0] = written.get()));
                assertThat(written)
                        .as("messages written to a client that does not listen")
                        .hasValueLessThan(messages);
                gate.countDown();
                writer.join();
                await().until(() -> received.get() == messages * 10_000L);
            }
        }
    }

    @Test
    void fewThreadsServeManyConnectionsAndEndWithTheTransport() throws Exception {
        try (ServerSocket server = server()) {
            List<Peer> peers = new java.util.ArrayList<>();
            for (int i = 0; i < 40; i++) {
                Recorder recorder = new Recorder();
                transport.open(ContractTest.request(Peer.uri(server)), recorder);
                peers.add(Peer.accept(server).upgrade());
                recorder.connection();
            }
            assertThat(threads("nt-netty")).hasSizeBetween(1, 4).allMatch(Thread::isDaemon);
            transport.close();
            await().untilAsserted(() -> assertThat(threads("nt-")).isEmpty());
            for (Peer peer : peers) {
                peer.close();
            }
        }
    }

    @RepeatedTest(50)
    void closingEndsAConnectionThatHasJustOpened() throws Exception {
        NettyTransport closing = new NettyTransport("nt-closing", executor, true);
        try (ServerSocket server = server()) {
            Recorder recorder = new Recorder();
            closing.open(ContractTest.request(Peer.uri(server)), recorder);
            try (Peer peer = Peer.accept(server).upgrade()) {
                recorder.connection();
                closing.close(); // event loops that end at once do not close their channels by themselves
                recorder.next(Recorder.Ended.class);
                assertThat(peer.in.read()).isEqualTo(-1);
            }
        }
    }

    @Test
    void inPlaceASendThatIsAwaitedGoesOutAtOnce() throws Exception {
        NettyTransport inPlace = new NettyTransport("nt-in-place", Runnable::run, true);
        try (ServerSocket server = server()) {
            Awaited awaited = new Awaited();
            Recorder recorder = new Recorder() {
                @Override
                public void text(String part, boolean last) {
                    echo(part, awaited);
                    super.text(awaited.completed ? "written" : "held back", true);
                }

                private void echo(String part, Awaited completion) {
                    Connection connection = this.open;
                    if (connection != null) {
                        connection.sendText(part, completion);
                    }
                }

                private volatile @org.jspecify.annotations.Nullable Connection open;

                @Override
                public void opened(Connection connection) {
                    open = connection;
                    super.opened(connection);
                }
            };
            inPlace.open(ContractTest.request(Peer.uri(server)), recorder);
            try (Peer peer = Peer.accept(server).upgrade()) {
                recorder.connection();
                peer.send(Frame.of(0x81, "x"));
                assertThat(recorder.next(Recorder.Text.class).text()).isEqualTo("written");
                assertThat(peer.frame().text()).isEqualTo("x");
            }
        } finally {
            inPlace.close();
        }
    }

    private static ServerSocket server() throws IOException {
        return new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    }

    private static List<Thread> threads(String prefix) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(prefix))
                .toList();
    }

    /** A completion that a thread would wait for. */
    private static final class Awaited implements dev.mooring.tyrus.transport.SendCompletion {
        volatile boolean completed;

        @Override
        public boolean isQuick() {
            return true;
        }

        @Override
        public boolean isAwaited() {
            return true;
        }

        @Override
        public void onResult(jakarta.websocket.SendResult result) {
            completed = result.isOK();
        }
    }

    @Test
    void aFrameThatNoArrayCanHoldIsRefusedByItsHeaderWithoutALimitToo() throws Exception {
        Bench bench = Bench.reader(Integer.MAX_VALUE, true);
        ByteBuffer header = ByteBuffer.allocate(10).put((byte) 0x82).put((byte) 127);
        bench.feed(header.putLong(Integer.MAX_VALUE).array());
        assertThat(bench.recorder.next(Recorder.Ended.class).failure().closeCode())
                .isEqualTo(1009);
    }
}
