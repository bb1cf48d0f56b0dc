package dev.mooring.benchmarks.contender;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.client.WebSocketClient;

/** Jetty's own API. */
final class Jetty implements Contender {

    private final WebSocketClient client = new WebSocketClient();

    Jetty() {
        try {
            client.start();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Client connect(URI uri, Events events) throws Exception {
        Session session = client.connect(new Listener(events), uri).get(10, TimeUnit.SECONDS);
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

        Listener(Events events) {
            this.events = events;
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
