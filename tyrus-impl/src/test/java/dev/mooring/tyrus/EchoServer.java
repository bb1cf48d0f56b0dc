package dev.mooring.tyrus;

import static java.util.Objects.requireNonNull;

import jakarta.websocket.CloseReason;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpoint;
import jakarta.websocket.server.ServerEndpointConfig;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.glassfish.tyrus.server.Server;

/**
 * A real Tyrus server on a port of its own: /echo sends back, /sink only keeps. It remembers what happened, also across its
 * restarts. Endpoints find it again by the first part of the path, for Tyrus makes them itself.
 */
final class EchoServer implements AutoCloseable {

    private static final Map<String, EchoServer> SERVERS = new ConcurrentHashMap<>();
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    final List<String> received = new CopyOnWriteArrayList<>();
    final List<Integer> binaryReceived = new CopyOnWriteArrayList<>();
    /** The same by connection, in the order of their opening. */
    final Map<String, List<String>> receivedBySession = Collections.synchronizedMap(new LinkedHashMap<>());

    final List<Session> sessions = new CopyOnWriteArrayList<>();
    final List<CloseReason> closes = new CopyOnWriteArrayList<>();
    final List<HandshakeRequest> handshakes = new CopyOnWriteArrayList<>();

    private final String root = "s" + NUMBERS.incrementAndGet();
    private int port = -1; // any free one, the first time
    private Server server;

    private EchoServer() throws DeploymentException {
        SERVERS.put(root, this);
        restart();
    }

    static EchoServer start() throws DeploymentException {
        return new EchoServer();
    }

    /** Starts again on the same port. Between listening and deploying it answers 404. */
    void restart() throws DeploymentException {
        server = new Server("127.0.0.1", port, "/" + root, Map.of(), Echo.class, Sink.class);
        server.start();
        port = server.getPort();
    }

    void stop() {
        server.stop();
        sessions.clear();
    }

    int port() {
        return port;
    }

    URI uri() {
        return uri("echo");
    }

    URI uri(String path) {
        return through(port, path);
    }

    /** The same by way of a proxy on this port. */
    URI through(int proxyPort, String path) {
        return URI.create("ws://127.0.0.1:" + proxyPort + "/" + root + "/" + path);
    }

    /** Late callbacks still find it: it is not forgotten. */
    @Override
    public void close() {
        stop();
    }

    private static EchoServer of(URI uri) {
        return requireNonNull(SERVERS.get(uri.getPath().split("/")[1]), "no server for " + uri);
    }

    private static EchoServer of(Session session) {
        return of(session.getRequestURI());
    }

    /** Remembers the upgrade requests. */
    public static class Reception extends ServerEndpointConfig.Configurator {
        @Override
        public void modifyHandshake(ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
            of(request.getRequestURI()).handshakes.add(request);
        }
    }

    @ServerEndpoint(value = "/echo", configurator = Reception.class)
    public static class Echo {
        @OnOpen
        public void open(Session session) {
            of(session).sessions.add(session);
        }

        @OnMessage(maxMessageSize = 64 << 20)
        public String text(String message, Session session) {
            of(session).received.add(message);
            return message;
        }

        @OnMessage(maxMessageSize = 64 << 20)
        public ByteBuffer binary(ByteBuffer message, Session session) {
            of(session).binaryReceived.add(message.remaining());
            return message;
        }

        @OnClose
        public void close(Session session, CloseReason reason) {
            of(session).sessions.remove(session);
            of(session).closes.add(reason);
        }
    }

    @ServerEndpoint(value = "/sink", configurator = Reception.class)
    public static class Sink {
        @OnOpen
        public void open(Session session) {
            of(session).receivedBySession.put(session.getId(), new CopyOnWriteArrayList<>());
            of(session).sessions.add(session);
        }

        @OnMessage(maxMessageSize = 64 << 20)
        public void text(String message, Session session) {
            of(session).received.add(message);
            requireNonNull(of(session).receivedBySession.get(session.getId())).add(message);
        }

        @OnMessage
        public void binary(ByteBuffer part, boolean last, Session session) {
            of(session).binaryReceived.add(part.remaining());
        }

        @OnClose
        public void close(Session session, CloseReason reason) {
            of(session).sessions.remove(session);
            of(session).closes.add(reason);
        }
    }
}
