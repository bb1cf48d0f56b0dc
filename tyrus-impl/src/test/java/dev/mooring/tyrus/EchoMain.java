package dev.mooring.tyrus;

import java.util.Map;
import org.glassfish.tyrus.server.Server;

/** An echo server in a process of its own, to be killed: {@code EchoMain PORT}, −1 for any. */
final class EchoMain {

    private EchoMain() {}

    public static void main(String[] args) throws Exception {
        Server server = new Server("127.0.0.1", Integer.parseInt(args[0]), "/", Map.of(), PlainEcho.class);
        server.start();
        System.out.println("listening on port " + server.getPort());
        Thread.currentThread().join();
    }

    /** Sends each message back. */
    @jakarta.websocket.server.ServerEndpoint("/echo")
    public static class PlainEcho {
        @jakarta.websocket.OnMessage
        public String text(String message) {
            return message;
        }
    }
}
