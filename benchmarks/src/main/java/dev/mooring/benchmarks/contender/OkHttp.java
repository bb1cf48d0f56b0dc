package dev.mooring.benchmarks.contender;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;

/** OkHttp: a reading thread a connection, writers shared. Nothing tells that a message is written, but for the queue's size. */
final class OkHttp implements Contender {

    private static final int MANY = 100_000;
    private static final int BACKLOG = 128;

    /** Without its timeouts of 10 s, which would end the connection of a fork that was stopped for so long amid a frame. */
    private final OkHttpClient http = new OkHttpClient.Builder()
            .readTimeout(Duration.ZERO)
            .writeTimeout(Duration.ZERO)
            .build();

    OkHttp() {
        http.dispatcher().setMaxRequests(MANY);
        http.dispatcher().setMaxRequestsPerHost(MANY);
    }

    @Override
    public Client connect(URI uri, Events events) throws Exception {
        Request request = new Request.Builder()
                .url(uri.toString().replaceFirst("ws", "http"))
                .build();
        Listener listener = new Listener(events);
        WebSocket socket = http.newWebSocket(request, listener);
        if (!listener.open.await(10, TimeUnit.SECONDS)) {
            throw new IOException("no connection");
        }
        return new Sender(socket, events);
    }

    @Override
    public void close() {
        http.dispatcher().executorService().shutdownNow();
    }

    private static final class Sender implements Client {
        private final WebSocket socket;
        private final Events events;
        private int queued;

        Sender(WebSocket socket, Events events) {
            this.socket = socket;
            this.events = events;
        }

        @Override
        public void send(String text) {
            socket.send(text);
            if (++queued % BACKLOG == 0) {
                awaitWritten(); // else the queue is full at 16 MiB, and the connection ends
            }
            events.sent();
        }

        @Override
        public void sendAndWait(String text) {
            socket.send(text);
            awaitWritten();
        }

        @SuppressWarnings("ThreadPriorityCheck") // it has no other way to wait
        private void awaitWritten() {
            while (socket.queueSize() > 0) {
                Thread.yield();
            }
        }
    }

    private static final class Listener extends WebSocketListener {
        private final Events events;
        private final CountDownLatch open = new CountDownLatch(1);

        Listener(Events events) {
            this.events = events;
        }

        @Override
        public void onOpen(WebSocket socket, Response response) {
            open.countDown();
        }

        @Override
        public void onMessage(WebSocket socket, String text) {
            events.received(text);
        }

        @Override
        public void onFailure(WebSocket socket, Throwable failure, Response response) {
            events.failed(failure);
        }
    }
}
