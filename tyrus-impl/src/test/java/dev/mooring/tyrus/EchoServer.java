package dev.mooring.tyrus;

import jakarta.websocket.CloseReason;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.glassfish.tyrus.server.Server;

/** A real Tyrus server on a port of its own: /echo sends back, /sink only keeps, and both remember what happened. */
final class EchoServer implements AutoCloseable {

    static final List<String> RECEIVED = new CopyOnWriteArrayList<>();
    static final List<Session> SESSIONS = new CopyOnWriteArrayList<>();
    static final List<CloseReason> CLOSES = new CopyOnWriteArrayList<>();

    private final Server server;

    private EchoServer(int port) throws DeploymentException {
        server = new Server("127.0.0.1", port, "/", Map.of(), Echo.class, Sink.class);
        server.start();
    }

    static EchoServer start() throws DeploymentException {
        return start(-1);
    }

    static EchoServer start(int port) throws DeploymentException {
        RECEIVED.clear();
        SESSIONS.clear();
        CLOSES.clear();
        return new EchoServer(port);
    }

    int port() {
        return server.getPort();
    }

    URI uri() {
        return uri("echo");
    }

    URI uri(String path) {
        return URI.create("ws://127.0.0.1:" + port() + "/" + path);
    }

    @Override
    public void close() {
        server.stop();
    }

    @ServerEndpoint("/echo")
    public static class Echo {
        @OnOpen
        public void open(Session session) {
            SESSIONS.add(session);
        }

        @OnMessage(maxMessageSize = 64 << 20)
        public String text(String message) {
            RECEIVED.add(message);
            return message;
        }

        @OnMessage(maxMessageSize = 64 << 20)
        public ByteBuffer binary(ByteBuffer message) {
            return message;
        }

        @OnClose
        public void close(Session session, CloseReason reason) {
            SESSIONS.remove(session);
            CLOSES.add(reason);
        }
    }

    @ServerEndpoint("/sink")
    public static class Sink {
        @OnOpen
        public void open(Session session) {
            SESSIONS.add(session);
        }

        @OnMessage(maxMessageSize = 64 << 20)
        public void text(String message) {
            RECEIVED.add(message);
        }
    }
}
