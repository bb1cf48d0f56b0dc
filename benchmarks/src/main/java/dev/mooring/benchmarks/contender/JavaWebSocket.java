package dev.mooring.benchmarks.contender;

import java.io.IOException;
import java.net.URI;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.handshake.ServerHandshake;

/** Java-WebSocket: two threads a connection. A message is queued when its send returns; nothing tells that it is written. */
final class JavaWebSocket implements Contender {

    private static final int BACKLOG = 128;

    @Override
    public Client connect(URI uri, Events events) throws Exception {
        Socket socket = new Socket(uri, events);
        socket.setTcpNoDelay(true);
        socket.setConnectionLostTimeout(0);
        if (!socket.connectBlocking()) {
            throw new IOException("no connection");
        }
        return socket;
    }

    @Override
    public void close() {}

    private static final class Socket extends WebSocketClient implements Client {
        private final Events events;
        private int queued;

        Socket(URI uri, Events events) {
            super(uri);
            this.events = events;
        }

        @Override
        public void send(String text) {
            super.send(text);
            if (++queued % BACKLOG == 0) {
                awaitWritten(); // else the queue grows without bound
            }
            events.sent();
        }

        @Override
        public void sendAndWait(String text) {
            super.send(text);
            awaitWritten();
        }

        @SuppressWarnings("ThreadPriorityCheck") // it has no other way to wait
        private void awaitWritten() {
            while (hasBufferedData()) {
                Thread.yield();
            }
        }

        @Override
        public void onOpen(ServerHandshake handshake) {}

        @Override
        public void onMessage(String message) {
            events.received(message);
        }

        @Override
        public void onClose(int code, String reason, boolean remote) {
            events.failed(new IOException("closed: " + code));
        }

        @Override
        public void onError(Exception failure) {
            events.failed(failure);
        }
    }
}
