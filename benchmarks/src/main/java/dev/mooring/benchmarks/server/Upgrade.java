package dev.mooring.benchmarks.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a client asked for in its upgrade request. */
record Upgrade(boolean echoes, int floodSize) {

    private static final Pattern KEY = Pattern.compile("(?im)^Sec-WebSocket-Key: *(\\S+) *\\r?$");
    private static final Pattern FLOOD = Pattern.compile("^GET /flood\\?size=(\\d+) ");
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final String END = "\r\n\r\n";

    /** Answers the request, or returns {@code null} and leaves the input as it is while the request is not whole. */
    static @Nullable Upgrade parse(ByteBuffer in, ByteBuffer out) throws IOException {
        byte[] bytes = new byte[in.remaining()];
        in.duplicate().get(bytes);
        String request = new String(bytes, ISO_8859_1);
        int end = request.indexOf(END);
        if (end < 0) {
            return null;
        }
        in.position(in.position() + end + END.length());
        Matcher key = KEY.matcher(request);
        if (!key.find()) {
            throw new IOException("no WebSocket upgrade: " + request);
        }
        String answer = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Accept: " + accept(key.group(1)) + END;
        out.put(answer.getBytes(ISO_8859_1));
        Matcher flood = FLOOD.matcher(request);
        return new Upgrade(request.startsWith("GET /echo"), flood.find() ? Integer.parseInt(flood.group(1)) : 0);
    }

    private static String accept(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(ISO_8859_1));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
