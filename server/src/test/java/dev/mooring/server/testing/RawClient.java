package dev.mooring.server.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A WebSocket client that sends exactly what it is told to, right or wrong, and shows exactly what came back. For one
 * thread to write and one to read.
 */
public final class RawClient implements AutoCloseable {

    public static final int CONTINUATION = 0;
    public static final int TEXT = 1;
    public static final int BINARY = 2;
    public static final int CLOSE = 8;
    public static final int PING = 9;
    public static final int PONG = 10;

    private static final int TIMEOUT_MILLIS = 10_000;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private int status;
    private final boolean deaf;
    private boolean silent = true;
    private final long start = System.nanoTime();
    private final List<String> responseHeaders = new ArrayList<>();

    private RawClient(int port, int receiveBuffer) throws IOException {
        this(port, receiveBuffer, "127.0.0.1");
    }

    private RawClient(int port, int receiveBuffer, String from) throws IOException {
        socket = new Socket();
        socket.bind(new InetSocketAddress(from, 0));
        deaf = receiveBuffer > 0;
        if (deaf) {
            socket.setReceiveBufferSize(receiveBuffer);
        }
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        in = new BufferedInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    /** Opens a TCP connection only. */
    public static RawClient tcp(int port) throws IOException {
        return new RawClient(port, 0);
    }

    /** Sends an upgrade request with these header lines besides the necessary ones, and reads the answer's head. */
    public static RawClient upgrade(int port, String path, String... headerLines) throws IOException {
        return new RawClient(port, 0).handshake(port, path, headerLines);
    }

    /** The same from another loopback address, 127.0.0.2 for instance. */
    public static RawClient upgradeFrom(String address, int port, String path, String... headerLines)
            throws IOException {
        return new RawClient(port, 0, address).handshake(port, path, headerLines);
    }

    /** The same with a small receive buffer, for a client that is soon stuck. */
    public static RawClient upgradeWithSmallBuffer(int port, String path, String... headerLines) throws IOException {
        return new RawClient(port, 4096).handshake(port, path, headerLines);
    }

    private RawClient handshake(int port, String path, String... headerLines) throws IOException {
        StringBuilder request = new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: localhost:" + port + "\r\n"
                + "Upgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n");
        for (String line : headerLines) {
            request.append(line).append("\r\n");
        }
        write(request.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
        readHead();
        return this;
    }

    public void write(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    /** Reads a response head; a connection that ends before one leaves status 0. */
    public void readHead() throws IOException {
        responseHeaders.clear();
        String line;
        try {
            line = line();
        } catch (IOException e) {
            status = 0;
            return;
        }
        status = Integer.parseInt(line.split(" ")[1]);
        for (line = line(); !line.isEmpty(); line = line()) {
            responseHeaders.add(line);
        }
    }

    /** The status of the answer; 0 when the connection ended without one. */
    public int status() {
        return status;
    }

    public boolean isOpen() {
        return status == 101;
    }

    /** A header of the answer, or an empty string. */
    public String header(String name) {
        String prefix = name.toLowerCase(Locale.ROOT) + ":";
        return responseHeaders.stream()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
                .map(line -> line.substring(prefix.length()).strip())
                .findFirst()
                .orElse("");
    }

    public void text(String text) throws IOException {
        frame(TEXT, true, text.getBytes(StandardCharsets.UTF_8));
    }

    public void frame(int opcode, boolean last, byte[] payload) throws IOException {
        silent = false;
        write(encode(opcode, last, payload));
    }

    /** A masked frame; the mask is zero, so that the payload is what it looks like. */
    public static byte[] encode(int opcode, boolean last, byte[] payload) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream(payload.length + 14);
        frame.write((last ? 0x80 : 0) | opcode);
        head(frame, payload.length);
        frame.writeBytes(new byte[4]);
        frame.writeBytes(payload);
        return frame.toByteArray();
    }

    private static void head(ByteArrayOutputStream frame, long length) {
        if (length < 126) {
            frame.write(0x80 | (int) length);
        } else if (length < 65_536) {
            frame.write(0x80 | 126);
            frame.write((int) (length >> 8));
            frame.write((int) length);
        } else {
            frame.write(0x80 | 127);
            for (int shift = 56; shift >= 0; shift -= 8) {
                frame.write((int) (length >> shift));
            }
        }
    }

    public void close(int code) throws IOException {
        frame(CLOSE, true, new byte[] {(byte) (code >> 8), (byte) code});
    }

    /** One frame from the server. */
    public record Frame(int opcode, boolean last, byte[] payload) {

        public String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }

        public int closeCode() {
            return payload.length < 2 ? 1005 : ((payload[0] & 0xff) << 8) | (payload[1] & 0xff);
        }

        public String closeReason() {
            return payload.length < 2 ? "" : new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8);
        }
    }

    /** The next frame; an {@link EOFException} at the end of the connection. */
    public Frame read() throws IOException {
        int first = octet();
        int second = octet();
        long length = second & 0x7f;
        if (length >= 126) {
            int octets = length == 126 ? 2 : 8;
            length = 0;
            for (int i = 0; i < octets; i++) {
                length = length << 8 | octet();
            }
        }
        byte[] payload = in.readNBytes((int) length);
        return new Frame(first & 0x0f, (first & 0x80) != 0, payload);
    }

    /** The next frame that is no ping or pong. */
    public Frame readData() throws IOException {
        Frame frame = read();
        while (frame.opcode() == PING || frame.opcode() == PONG) {
            if (frame.opcode() == PING) {
                frame(PONG, true, frame.payload());
            }
            frame = read();
        }
        return frame;
    }

    /** The next whole text. */
    public String readText() throws IOException {
        StringBuilder text = new StringBuilder();
        Frame frame;
        do {
            frame = readData();
            if (frame.opcode() == CLOSE) {
                throw new IOException("closed: " + frame.closeCode() + " " + frame.closeReason());
            }
            text.append(frame.text());
        } while (!frame.last());
        return text.toString();
    }

    /** The code of the close frame that comes next, whatever comes before it; 1006 when the connection just ends. */
    public int readCloseCode() throws IOException {
        try {
            Frame frame = readData();
            while (frame.opcode() != CLOSE) {
                frame = readData();
            }
            return frame.closeCode();
        } catch (EOFException | java.net.SocketException e) {
            return 1006;
        }
    }

    public void timeout(int millis) throws IOException {
        socket.setSoTimeout(millis);
    }

    private int octet() throws IOException {
        int value = in.read();
        if (value < 0) {
            throw new EOFException("end of connection");
        }
        return value;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = octet(); c != '\n'; c = octet()) {
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        if (isOpen() && fresh() && TestServer.kind().startsWith("payara")) {
            stay();
        }
        socket.close();
    }

    private boolean fresh() {
        return silent && !deaf && System.nanoTime() - start < 500_000_000;
    }

    /** Payara often misses the end of a connection right behind its upgrade, but never behind an answer. */
    private void stay() {
        try {
            timeout(1000);
            frame(PING, true, new byte[0]);
            while (read().opcode() != PONG) {
                // what was sent before
            }
        } catch (IOException e) {
            return; // over already
        }
    }
}
