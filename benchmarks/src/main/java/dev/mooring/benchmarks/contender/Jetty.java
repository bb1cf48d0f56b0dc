package dev.mooring.benchmarks.contender;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.client.WebSocketClient;
import org.jspecify.annotations.Nullable;

/** Jetty's own API. */
final class Jetty implements Contender {

    private final WebSocketClient client = new WebSocketClient();

    /** Without its idle timeouts of 30 s, which would end the connection of a fork that was stopped for so long. */
    Jetty() {
        client.setIdleTimeout(Duration.ZERO);
        client.getHttpClient().setIdleTimeout(0);
        try {
            client.start();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Client connect(URI uri, Events events) throws Exception {
        Listener listener = new Listener(events);
        client.connect(listener, uri).whenComplete((session, failure) -> listener.failed(failure));
        Session session = listener.open.get(10, TimeUnit.SECONDS); // Jetty's own future may wait for the end of a flood
        return new Sender(session, Callback.from(events::sent, events::failed));
    }

    @Override
    public void close() throws Exception {
        client.stop();
    }

    private record Sender(Session session, Callback told) implements Client {
        @Override
        public void send(String text) {
            session.sendText(text, told);
        }

        @Override
        public void sendAndWait(String text) throws IOException {
            try {
                Callback.Completable.with(written -> session.sendText(text, written))
                        .join();
            } catch (CompletionException e) {
                throw new IOException(e.getCause());
            }
        }
    }

    /** Found by Jetty's reflection. */
    public static final class Listener implements Session.Listener.AutoDemanding {
        private final Events events;
        private final CompletableFuture<Session> open = new CompletableFuture<>();

        Listener(Events events) {
            this.events = events;
        }

        void failed(@Nullable Throwable failure) {
            if (failure != null) {
                open.completeExceptionally(failure);
            }
        }

        @Override
        public void onWebSocketOpen(Session session) {
            open.complete(session);
        }

        @Override
        public void onWebSocketText(String text) {
            events.received(text);
        }

        @Override
        public void onWebSocketError(Throwable failure) {
            events.failed(failure);
        }
    }
}
