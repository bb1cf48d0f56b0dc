package dev.mooring.tyrus.netty;

import dev.mooring.tyrus.transport.ConnectRequest;
import dev.mooring.tyrus.transport.Connection;
import dev.mooring.tyrus.transport.Transport;
import dev.mooring.websocket.Proxy;
import jakarta.websocket.ClientEndpointConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.Parameter;

/** What the tests of the contract share: a transport, a server, and one connection between them. */
abstract class TransportFixture {

    static final int MAX_FRAME = 8 << 20;

    @Parameter
    Carrier carrier = Carrier.NETTY;

    final Recorder recorder = new Recorder();
    ExecutorService executor = Executors.newFixedThreadPool(4);
    ServerSocket server = unbound();
    Transport transport = Carrier.GRIZZLY.start(executor);

    @BeforeEach
    void start() throws IOException {
        transport = carrier.start(executor);
        server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    }

    @AfterEach
    void stop() throws IOException {
        transport.close();
        server.close();
        executor.shutdownNow();
    }

    Transport.Opening open(ConnectRequest request) {
        return transport.open(request, recorder);
    }

    /** An open connection's server end; its client end is the first that the recorder hears. */
    Peer connect() throws IOException {
        open(request(Peer.uri(server)));
        return Peer.accept(server).upgrade();
    }

    static ConnectRequest request(URI uri) {
        return request(uri, null, MAX_FRAME);
    }

    static ConnectRequest request(URI uri, @org.jspecify.annotations.Nullable Proxy proxy, int maxFrame) {
        return new ConnectRequest(
                uri,
                Map.of("X-Attempt", List.of("1")),
                ClientEndpointConfig.Builder.create()
                        .preferredSubprotocols(List.of())
                        .build(),
                null,
                true,
                proxy,
                false,
                Duration.ofSeconds(Recorder.PATIENCE_SECONDS),
                () -> maxFrame);
    }

    /** Reads nothing more than what it must: the text of the next frame. */
    static String textOf(Peer peer) throws IOException {
        return peer.frame().text();
    }

    Connection opened() throws InterruptedException {
        return recorder.connection();
    }

    static ServerSocket unbound() {
        try {
            return new ServerSocket();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
