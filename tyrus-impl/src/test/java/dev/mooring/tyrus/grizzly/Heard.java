package dev.mooring.tyrus.grizzly;

import dev.mooring.tyrus.transport.ConnectRequest;
import dev.mooring.tyrus.transport.Connection;
import dev.mooring.tyrus.transport.ConnectionListenerAdapter;
import dev.mooring.websocket.Failure;
import jakarta.websocket.ClientEndpointConfig;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** How an attempt went. */
final class Heard extends ConnectionListenerAdapter {

    final CompletableFuture<Connection> opened = new CompletableFuture<>();
    final CompletableFuture<Failure> ended = new CompletableFuture<>();

    static ConnectRequest request(URI uri) {
        return new ConnectRequest(
                uri,
                Map.of(),
                ClientEndpointConfig.Builder.create().build(),
                null,
                true,
                null,
                false,
                Duration.ofSeconds(10),
                () -> 1 << 20);
    }

    @Override
    public void opened(Connection connection) {
        opened.complete(connection);
    }

    @Override
    public void failed(Failure failure) {
        ended.complete(failure);
    }

    @Override
    public void ended(Failure failure) {
        ended.complete(failure);
    }
}
