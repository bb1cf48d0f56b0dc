package dev.mooring.tyrus.netty;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.websocket.ResilientContainer;
import dev.mooring.websocket.ResilientSession;
import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** Whole sessions on executors of the application's own, from the narrowest to none at all. */
class ExecutorsTest {

    private static final int BURST = 5000;

    @Test
    void oneThreadIsEnoughForABurstThatArrivesDuringOnOpen() throws Exception {
        ExecutorService single = Executors.newSingleThreadExecutor();
        Listening listening = new Listening();
        try {
            burst(single, listening);
            await().atMost(ofSeconds(20)).until(() -> listening.heard.size() == BURST);
            for (int i = 0; i < BURST; i++) {
                assertThat(listening.heard.get(i)).isEqualTo("m" + i);
            }
        } finally {
            single.shutdownNow();
        }
    }

    @Test
    void inPlaceAHandlerMayAnswerWithABlockingSend() throws Exception {
        try (ServerSocket server = server();
                ResilientContainer container = ResilientContainer.builder()
                        .transport("netty")
                        .executor(Runnable::run)
                        .build()) {
            CompletableFuture<Peer> accepted = CompletableFuture.supplyAsync(() -> upgraded(server));
            try (ResilientSession session = container.connectToServer(new Echoing(), Peer.uri(server));
                    Peer peer = accepted.get()) {
                for (int i = 0; i < 100; i++) {
                    peer.send(Frame.of(0x81, "question " + i));
                    assertThat(peer.frame().text()).isEqualTo("question " + i);
                }
                assertThat(session.isOpen()).isTrue();
                peer.send(Frame.close(1000, ""));
            }
        }
    }

    private static void burst(Executor executor, Listening listening) throws Exception {
        try (ServerSocket server = server();
                ResilientContainer container = ResilientContainer.builder()
                        .transport("netty")
                        .executor(executor)
                        .build()) {
            CompletableFuture<Peer> serving = CompletableFuture.supplyAsync(() -> {
                Peer peer = upgraded(server);
                MessagesContractTest.quietly(() -> {
                    for (int i = 0; i < BURST; i++) {
                        peer.send(Frame.of(0x81, "m" + i));
                    }
                });
                listening.sent.countDown();
                return peer;
            });
            try (ResilientSession session = container.connectToServer(listening, Peer.uri(server));
                    Peer peer = serving.get()) {
                await().atMost(ofSeconds(60)).until(() -> listening.heard.size() == BURST);
                assertThat(session.isOpen()).isTrue();
                assertThat(peer.socket.isClosed()).isFalse(); // which nobody else would keep from being collected
            }
        }
    }

    private static Peer upgraded(ServerSocket server) {
        try {
            return Peer.accept(server).upgrade();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ServerSocket server() throws IOException {
        return new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    }

    @ClientEndpoint
    public static final class Listening {
        final List<String> heard = java.util.Collections.synchronizedList(new java.util.ArrayList<>());
        final CountDownLatch sent = new CountDownLatch(1);

        @OnOpen
        public void open() throws InterruptedException {
            sent.await(); // all of it is on its way, or waits
        }

        @OnMessage
        public void hear(String message) {
            heard.add(message);
        }
    }

    @ClientEndpoint
    public static final class Echoing {
        final List<Throwable> failures = new CopyOnWriteArrayList<>();

        @OnMessage
        public void answer(String message, ResilientSession session) throws IOException {
            session.getBasicRemote().sendText(message);
        }
    }
}
