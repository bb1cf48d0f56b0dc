package dev.mooring.tyrus.core;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.tyrus.transport.ConnectRequest;
import dev.mooring.tyrus.transport.Connection;
import dev.mooring.tyrus.transport.ConnectionListenerAdapter;
import jakarta.websocket.ClientEndpointConfig;
import java.net.URI;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.glassfish.tyrus.core.TyrusUpgradeResponse;
import org.glassfish.tyrus.core.extension.ExtendedExtension;
import org.glassfish.tyrus.core.frame.Frame;
import org.glassfish.tyrus.spi.CompletionHandler;
import org.glassfish.tyrus.spi.Writer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TyrusSocketTest {

    private final Slow slow = new Slow();
    private final ExecutorService threads = Executors.newCachedThreadPool(); // the common pool may have one alone

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    /** Takes for each message until it is told that the connection is gone. */
    private static final class Slow implements ExtendedExtension {
        final CountDownLatch begun = new CountDownLatch(1);
        final CountDownLatch ended = new CountDownLatch(1);

        @Override
        public String getName() {
            return "x-slow";
        }

        @Override
        public List<Parameter> getParameters() {
            return List.of();
        }

        @Override
        public Frame processIncoming(ExtensionContext context, Frame frame) {
            return frame;
        }

        @Override
        public Frame processOutgoing(ExtensionContext context, Frame frame) {
            if (!frame.isControlFrame()) {
                begun.countDown();
                try {
                    ended.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
            return frame;
        }

        @Override
        public List<Parameter> onExtensionNegotiation(ExtensionContext context, List<Parameter> requested) {
            return List.of();
        }

        @Override
        public void onHandshakeResponse(ExtensionContext context, List<Parameter> response) {}

        @Override
        public void destroy(ExtensionContext context) {
            ended.countDown();
        }
    }

    /** Writes nothing. */
    private static final class Nowhere extends Writer {
        @Override
        public void write(ByteBuffer frame, CompletionHandler<ByteBuffer> completion) {
            completion.completed(frame);
        }

        @Override
        public void close() {}
    }

    private TyrusLink link() throws Exception {
        return new TyrusLinks()
                .prepare(
                        new ConnectRequest(
                                URI.create("ws://bench.invalid/"),
                                Map.of(),
                                ClientEndpointConfig.Builder.create()
                                        .extensions(List.of(slow))
                                        .build(),
                                null,
                                true,
                                null,
                                false,
                                Duration.ofSeconds(10),
                                () -> 1_000),
                        new ConnectionListenerAdapter() {});
    }

    private static TyrusUpgradeResponse answer(String key) throws Exception {
        byte[] accept = MessageDigest.getInstance("SHA-1")
                .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(US_ASCII));
        TyrusUpgradeResponse response = new TyrusUpgradeResponse();
        response.setStatus(101);
        response.getHeaders().put("Upgrade", List.of("websocket"));
        response.getHeaders().put("Connection", List.of("Upgrade"));
        response.getHeaders()
                .put("Sec-WebSocket-Accept", List.of(Base64.getEncoder().encodeToString(accept)));
        response.getHeaders().put("Sec-WebSocket-Extensions", List.of("x-slow"));
        return response;
    }

    @Test
    void anExtensionHearsOfTheEndWhileItIsAtWork() throws Exception {
        TyrusLink link = link();
        String key = link.upgradeRequest().getHeaders().get("Sec-WebSocket-Key").get(0);
        CompletableFuture<Connection> opened = new CompletableFuture<>();
        link.upgrade(answer(key), new Nowhere(), session -> {
            opened.complete(new TyrusConnection(session, link));
            return opened.join();
        });
        CompletableFuture<Void> sent = CompletableFuture.runAsync(
                () -> opened.join().sendText("slow".getBytes(US_ASCII), result -> {}), threads);
        slow.begun.await();
        CompletableFuture<Void> aborted = CompletableFuture.runAsync(link::abort, threads);
        assertThat(aborted).succeedsWithin(Duration.ofSeconds(60));
        assertThat(sent).succeedsWithin(Duration.ofSeconds(60));
    }
}
