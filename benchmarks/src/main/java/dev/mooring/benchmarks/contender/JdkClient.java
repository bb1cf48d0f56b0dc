package dev.mooring.benchmarks.contender;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** The client of the JDK. It takes one message at a time: the next one is sent when the last one is written. */
final class JdkClient implements Contender {

    private final HttpClient http = HttpClient.newHttpClient();

    @Override
    public Client connect(URI uri, Events events) {
        WebSocket socket =
                http.newWebSocketBuilder().buildAsync(uri, new Telling(events)).join();
        return new Queueing(socket, events);
    }

    @Override
    public void close() {}

    private static final class Queueing implements Client {
        private final WebSocket socket;
        private final Events events;
        private CompletionStage<?> last;

        Queueing(WebSocket socket, Events events) {
            this.socket = socket;
            this.events = events;
            this.last = CompletableFuture.completedStage(socket);
        }

        @Override
        public synchronized void send(String text) {
            last = last.thenCompose(before -> socket.sendText(text, true));
            last.whenComplete((after, failure) -> {
                if (failure == null) {
                    events.sent();
                } else {
                    events.failed(failure);
                }
            });
        }

        @Override
        public void sendAndWait(String text) throws IOException {
            try {
                socket.sendText(text, true).join();
            } catch (CompletionException e) {
                throw new IOException(e.getCause());
            }
        }
    }

    private static final class Telling implements WebSocket.Listener {
        private final Events events;
        private final StringBuilder parts = new StringBuilder();

        Telling(Events events) {
            this.events = events;
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            parts.append(data);
            if (last) {
                events.received(parts.toString());
                parts.setLength(0);
            }
            socket.request(1);
            return CompletableFuture.completedStage(null);
        }

        @Override
        public void onError(WebSocket socket, Throwable failure) {
            events.failed(failure);
        }
    }
}
