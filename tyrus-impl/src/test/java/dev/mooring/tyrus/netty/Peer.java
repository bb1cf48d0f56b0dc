package dev.mooring.tyrus.netty;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One accepted connection of a server that does exactly what the test tells it. */
final class Peer implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 1000 * Recorder.PATIENCE_SECONDS;
    private static final Pattern KEY = Pattern.compile("(?im)^sec-websocket-key: *(\\S+)");

    final Socket socket;
    final DataInputStream in;
    final OutputStream out;
    String request = "";

    Peer(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        out = socket.getOutputStream();
    }

    static Peer accept(ServerSocket server) throws IOException {
        server.setSoTimeout(PATIENCE_MILLIS);
        return new Peer(server.accept());
    }

    static URI uri(ServerSocket server) {
        return URI.create("ws://127.0.0.1:" + server.getLocalPort() + "/path?q=1");
    }

    /** Reads a request's head. */
    String head() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        request = head.toString();
        return request;
    }

    /** The answer to the request that was read, with these lines of headers more. */
    String answer(String... headers) {
        Matcher key = KEY.matcher(request);
        if (!key.find()) {
            throw new IllegalStateException("no key in " + request);
        }
        StringBuilder answer = new StringBuilder("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                + "Connection: Upgrade\r\nSec-WebSocket-Accept: " + accept(key.group(1)) + "\r\n");
        for (String header : headers) {
            answer.append(header).append("\r\n");
        }
        return answer.append("\r\n").toString();
    }

    Peer upgrade(String... headers) throws IOException {
        head();
        return send(answer(headers));
    }

    Peer send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.UTF_8));
    }

    Peer send(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
        return this;
    }

    Frame frame() throws IOException {
        return Frame.read(in);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    static String accept(String key) {
        try {
            byte[] input = (key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII);
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-1").digest(input));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
