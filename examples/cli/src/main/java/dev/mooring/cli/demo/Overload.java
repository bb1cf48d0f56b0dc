package dev.mooring.cli.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** What a load balancer says when it has nobody to pass a request on to: 503, and when to come back. */
final class Overload implements AutoCloseable {

    private final ServerSocket listener;
    private final byte[] answer;

    Overload(int retryAfterSeconds) throws IOException {
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        answer = ("HTTP/1.1 503 Service Unavailable\r\nRetry-After: " + retryAfterSeconds
                        + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        Thread thread = new Thread(this::serve, "demo-503");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return listener.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private void serve() {
        while (!listener.isClosed()) {
            try (Socket client = listener.accept()) {
                client.setSoTimeout(2_000);
                readRequest(client);
                client.getOutputStream().write(answer);
            } catch (IOException gone) {
                // one client less, or closed
            }
        }
    }

    /** To the empty line: closing with unread bytes would reset the connection, and the answer with it. */
    private static void readRequest(Socket client) throws IOException {
        int matched = 0;
        int b;
        while (matched < 4 && (b = client.getInputStream().read()) != -1) {
            matched = b == "\r\n\r\n".charAt(matched) ? matched + 1 : b == '\r' ? 1 : 0;
        }
    }
}
