package dev.mooring.cdi;

import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;
import java.net.URI;
import java.util.Map;
import org.glassfish.tyrus.server.Server;

/** A WebSocket server that sends each text back. */
final class EchoServer implements AutoCloseable {

    private final Server server = new Server("127.0.0.1", -1, "", Map.of(), Echo.class);

    private EchoServer() {}

    static EchoServer start() throws Exception {
        EchoServer echo = new EchoServer();
        echo.server.start();
        return echo;
    }

    URI uri() {
        return URI.create("ws://127.0.0.1:" + server.getPort() + "/echo");
    }

    @Override
    public void close() {
        server.stop();
    }

    /** The endpoint. */
    @ServerEndpoint("/echo")
    public static class Echo {
        @OnMessage
        public String echo(String text) {
            return text;
        }
    }
}
