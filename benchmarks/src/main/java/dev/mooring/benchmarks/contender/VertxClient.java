package dev.mooring.benchmarks.contender;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.TimeUnit;

/** Vert.x. Handlers run on the event loop. */
final class VertxClient implements Contender {

    private static final int MANY = 100_000;

    private final Vertx vertx = Vertx.vertx();
    private final WebSocketClient client =
            vertx.createWebSocketClient(new WebSocketClientOptions().setMaxConnections(MANY));

    @Override
    public Client connect(URI uri, Events events) throws Exception {
        String path = uri.getRawQuery() == null ? uri.getPath() : uri.getPath() + "?" + uri.getRawQuery();
        WebSocket socket = client.webSocket()
                .textMessageHandler(events::received)
                .exceptionHandler(events::failed)
                .connect(uri.getPort(), uri.getHost(), path)
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        return new Sender(socket, events);
    }

    @Override
    public void close() {
        vertx.close();
    }

    private record Sender(WebSocket socket, Events events) implements Client {
        @Override
        public void send(String text) {
            Future<Void> written = socket.writeTextMessage(text);
            written.onComplete(done -> events.sent(), events::failed);
        }

        @Override
        public void sendAndWait(String text) throws IOException {
            socket.writeTextMessage(text)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        }
    }
}
