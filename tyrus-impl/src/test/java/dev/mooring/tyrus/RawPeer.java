package dev.mooring.tyrus;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The server's end of one connection, frame by frame. */
final class RawPeer {

    private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    /** A frame as received, unmasked. */
    record Frame(int opcode, boolean last, byte[] payload) {
        String text() {
            return new String(payload, UTF_8);
        }
    }

    private final Socket socket;
    private final int number;
    private final DataInputStream in;
    private final OutputStream out;
    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private volatile String requestLine = "";
    private final List<String> remembered = new CopyOnWriteArrayList<>();
    private volatile int closeCode;
    volatile @Nullable IOException failure;

    RawPeer(Socket socket, int number) throws IOException {
        this.socket = socket;
        this.number = number;
        in = new DataInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    /** The number of the connection, from 1. */
    int number() {
        return number;
    }

    Socket socket() {
        return socket;
    }

    String requestLine() {
        return requestLine;
    }

    /** The value of a request header, or {@code null}. */
    @Nullable String header(String name) {
        synchronized (headers) {
            return headers.get(name);
        }
    }

    void readRequest() throws IOException {
        requestLine = readLine();
        synchronized (headers) {
            headers.clear();
            for (String line = readLine(); !line.isEmpty(); line = readLine()) {
                int colon = line.indexOf(':');
                headers.put(line.substring(0, colon), line.substring(colon + 1).strip());
            }
        }
    }

    /** Sends these lines of HTTP; they get their line ends and the empty line. */
    void answer(String lines) throws IOException {
        out.write((lines.strip().replace("\n", "\r\n") + "\r\nContent-Length: 0\r\n\r\n").getBytes(ISO_8859_1));
        out.flush();
    }

    void upgrade(String... moreHeaders) throws IOException {
        String more = moreHeaders.length == 0 ? "" : String.join("\r\n", moreHeaders) + "\r\n";
        out.write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" + more
                        + "Sec-WebSocket-Accept: " + accept(header("Sec-WebSocket-Key")) + "\r\n\r\n")
                .getBytes(ISO_8859_1));
        out.flush();
    }

    void sendText(String text) throws IOException {
        send(1, text.getBytes(UTF_8));
    }

    void sendClose(int code, String reason) throws IOException {
        byte[] phrase = reason.getBytes(UTF_8);
        send(
                8,
                ByteBuffer.allocate(2 + phrase.length)
                        .putShort((short) code)
                        .put(phrase)
                        .array());
    }

    void send(int opcode, byte[] payload) throws IOException {
        sendFragment(opcode, payload, true);
    }

    void sendFragment(int opcode, byte[] payload, boolean last) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(payload.length + 10).put((byte) ((last ? 0x80 : 0) | opcode));
        if (payload.length < 126) {
            frame.put((byte) payload.length);
        } else if (payload.length < 1 << 16) {
            frame.put((byte) 126).putShort((short) payload.length);
        } else {
            frame.put((byte) 127).putLong(payload.length);
        }
        frame.put(payload);
        synchronized (out) {
            out.write(frame.array(), 0, frame.position());
            out.flush();
        }
    }

    Frame read() throws IOException {
        int first = in.readUnsignedByte();
        int second = in.readUnsignedByte();
        long length = second & 0x7F;
        length = length == 126 ? in.readUnsignedShort() : length == 127 ? in.readLong() : length;
        byte[] mask = in.readNBytes((second & 0x80) == 0 ? 0 : 4);
        byte[] payload = in.readNBytes((int) length);
        if (payload.length < length) {
            throw new EOFException("the stream ended within a frame");
        }
        for (int i = 0; i < payload.length && mask.length == 4; i++) {
            payload[i] ^= mask[i % 4];
        }
        return new Frame(first & 0xF, (first & 0x80) != 0, payload);
    }

    /** Reads frames, answering pings, until the client has sent a close frame, which is answered. */
    void readUntilEnd() throws IOException {
        for (Frame frame = read(); frame.opcode() != 8; frame = read()) {
            if (frame.opcode() == 9) {
                send(10, frame.payload());
            }
        }
        send(8, new byte[0]);
    }

    /** Reads until the close frame of the client, and remembers its code. */
    void expectClose() throws IOException {
        Frame frame = read();
        while (frame.opcode() != 8) {
            frame = read();
        }
        closeCode = frame.payload().length < 2
                ? 1005
                : ByteBuffer.wrap(frame.payload()).getShort();
        send(8, frame.payload());
    }

    /** The code of the client's close frame, 0 before it came. */
    int closeCode() {
        return closeCode;
    }

    void remember(Frame frame) {
        remembered.add(frame.text());
    }

    List<String> remembered() {
        return remembered;
    }

    /** Says nothing, and returns when the client is gone. */
    void listen() throws IOException {
        in.transferTo(OutputStream.nullOutputStream());
    }

    private String readLine() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.readUnsignedByte(); c != '\n'; c = in.readUnsignedByte()) {
            line.append((char) c);
        }
        return line.toString().strip();
    }

    private static String accept(@Nullable String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest((key + MAGIC).getBytes(ISO_8859_1));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "RawPeer[%d, %s]", number, requestLine);
    }
}
