package dev.mooring.benchmarks.contender;

import com.neovisionaries.ws.client.WebSocket;
import com.neovisionaries.ws.client.WebSocketAdapter;
import com.neovisionaries.ws.client.WebSocketException;
import com.neovisionaries.ws.client.WebSocketFactory;
import com.neovisionaries.ws.client.WebSocketFrame;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.Semaphore;

/** nv-websocket-client: two threads a connection. */
final class NvWebSocket implements Contender {

    @Override
    public Client connect(URI uri, Events events) throws Exception {
        WebSocket socket = new WebSocketFactory().createSocket(uri);
        Queueing client = new Queueing(socket, events);
        socket.addListener(client).connect();
        socket.getConnectedSocket().setTcpNoDelay(true);
        return client;
    }

    @Override
    public void close() {}

    private static final class Queueing extends WebSocketAdapter implements Client {
        private final WebSocket socket;
        private final Events events;
        private final Semaphore written = new Semaphore(0);
        private volatile boolean waits;

        Queueing(WebSocket socket, Events events) {
            this.socket = socket;
            this.events = events;
        }

        @Override
        public void send(String text) {
            socket.sendText(text);
        }

        @Override
        public void sendAndWait(String text) {
            waits = true;
            socket.sendText(text);
            written.acquireUninterruptibly();
        }

        @Override
        public void onFrameSent(WebSocket from, WebSocketFrame frame) {
            if (!frame.isTextFrame()) {
                return;
            }
            if (waits) {
                written.release();
            } else {
                events.sent();
            }
        }

        @Override
        public void onTextMessage(WebSocket from, String text) {
            events.received(text);
        }

        @Override
        public void onError(WebSocket from, WebSocketException failure) {
            events.failed(failure);
        }

        @Override
        public void onDisconnected(WebSocket from, WebSocketFrame theirs, WebSocketFrame ours, boolean closedByServer) {
            events.failed(new IOException("closed"));
        }
    }
}
