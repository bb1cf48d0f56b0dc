package dev.mooring.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A client, a proxy and a server with real sockets, of which the test holds both ends. */
final class Wire implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 10_000;
    private static final int SILENCE_MILLIS = 150;

    final ServerSocket server = listen();
    final FaultProxy proxy = FaultProxy.to("127.0.0.1", server.getLocalPort()).start();
    private final List<Socket> sockets = new ArrayList<>();

    record Ends(Socket client, Socket server) {}

    static ServerSocket listen() {
        try {
            // Too small a backlog costs a second or more per connect, once it is full.
            ServerSocket socket = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
            socket.setSoTimeout(PATIENCE_MILLIS);
            return socket;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A connection from the client through the proxy to the server. */
    Ends open() throws IOException {
        Socket client = connect();
        return new Ends(client, accept());
    }

    Socket connect() throws IOException {
        return tracked(new Socket(InetAddress.getLoopbackAddress(), proxy.port()));
    }

    Socket accept() throws IOException {
        return tracked(server.accept());
    }

    private Socket tracked(Socket socket) throws IOException {
        sockets.add(socket);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        return socket;
    }

    static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Reads exactly so many characters, fewer if the stream ends before. */
    static String read(Socket socket, int length) throws IOException {
        return new String(socket.getInputStream().readNBytes(length), StandardCharsets.US_ASCII);
    }

    static String readToEnd(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }

    /** Neither data nor FIN nor RST arrives, for a while. */
    static void assertHearsNothing(Socket socket) throws IOException {
        socket.setSoTimeout(SILENCE_MILLIS);
        assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        socket.setSoTimeout(PATIENCE_MILLIS);
    }

    @Override
    public void close() throws IOException {
        proxy.close();
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
