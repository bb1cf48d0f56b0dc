package dev.mooring.tyrus.core;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.mooring.tyrus.transport.ConnectRequest;
import dev.mooring.tyrus.transport.ConnectionListenerAdapter;
import jakarta.websocket.ClientEndpointConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.glassfish.tyrus.core.TyrusUpgradeResponse;
import org.glassfish.tyrus.spi.CompletionHandler;
import org.glassfish.tyrus.spi.Writer;
import org.junit.jupiter.api.Test;

/** What is kept of a stream that is cut anywhere. */
class InflowTest {

    private static final int CHUNK = 64 << 10;
    private static final int LITTLE = 256 << 10;

    private final Heard heard = new Heard();
    private final Inflow inflow = open();

    private Inflow open() {
        try {
            ConnectRequest request = new ConnectRequest(
                    URI.create("ws://bench.invalid/"),
                    Map.of(),
                    ClientEndpointConfig.Builder.create().build(),
                    null,
                    true,
                    null,
                    false,
                    Duration.ofSeconds(10),
                    () -> Integer.MAX_VALUE);
            TyrusLink link = new TyrusLinks().prepare(request, heard);
            String key =
                    link.upgradeRequest().getHeaders().get("Sec-WebSocket-Key").get(0);
            byte[] accept = MessageDigest.getInstance("SHA-1")
                    .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(US_ASCII));
            TyrusUpgradeResponse response = new TyrusUpgradeResponse();
            response.setStatus(101);
            response.getHeaders()
                    .putAll(Map.of(
                            "Upgrade",
                            List.of("websocket"),
                            "Connection",
                            List.of("Upgrade"),
                            "Sec-WebSocket-Accept",
                            List.of(Base64.getEncoder().encodeToString(accept))));
            return (Inflow) link.upgrade(response, new Nowhere(), session -> new TyrusConnection(session, link));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** A binary message of so many bytes. */
    private static byte[] frame(int length) {
        ByteBuffer frame = ByteBuffer.allocate(10 + length).put((byte) 0x82);
        if (length <= 0xFFFF) {
            frame.put((byte) 126).putShort((short) length);
        } else {
            frame.put((byte) 127).putLong(length);
        }
        byte[] payload = new byte[length];
        for (int i = 0; i < length; i++) {
            payload[i] = (byte) i;
        }
        frame.put(payload);
        return Arrays.copyOf(frame.array(), frame.position());
    }

    /** Feeds what {@code endless} repeats, in so many pieces of this size. */
    private void feed(byte[] endless, int pieces, int size) {
        int at = 0;
        for (int i = 0; i < pieces; i++) {
            byte[] piece = new byte[size];
            for (int done = 0; done < size; ) {
                int part = Math.min(size - done, endless.length - at);
                System.arraycopy(endless, at, piece, done, part);
                done += part;
                at = (at + part) % endless.length;
            }
            inflow.handle(ByteBuffer.wrap(piece));
            heard.mostRoom = Math.max(heard.mostRoom, inflow.room());
        }
    }

    @Test
    void aStreamOfWhichNoReadEndsWithAFrameTakesLittleRoom() {
        byte[] frame = frame(10_000 - 3); // 64 KiB is no multiple of that
        feed(frame, 2_000, CHUNK);
        assertThat(heard.sizes).hasSize(2_000 * CHUNK / frame.length).containsOnly(frame.length - 4);
        assertThat(heard.broken).isZero();
        assertThat(heard.mostRoom).isLessThanOrEqualTo(LITTLE);
    }

    @Test
    void aLongFrameInShortPiecesIsNotCopiedWithEach() {
        byte[] frame = frame(8 << 20);
        long before = allocated();
        feed(frame, frame.length / 1024, 1024);
        inflow.handle(ByteBuffer.wrap(frame, frame.length & ~1023, frame.length & 1023));
        assertThat(heard.sizes).containsExactly(8 << 20);
        assertThat(heard.broken).isZero();
        assertThat(allocated() - before).as("bytes, of thousands of copies").isLessThan(20L * frame.length);
    }

    @Test
    void itsRoomDoesNotStayForTheNextOne() {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(frame(8 << 20));
        both.writeBytes(frame(10));
        byte[] stream = both.toByteArray();
        int pieces = stream.length / 1000;
        feed(stream, pieces, 1000);
        inflow.handle(ByteBuffer.wrap(stream, 1000 * pieces, stream.length - 1000 * pieces - 5));
        assertThat(heard.sizes).containsExactly(8 << 20);
        assertThat(inflow.room()).isBetween(1, LITTLE);
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    /** What arrives of the messages. */
    private static final class Heard extends ConnectionListenerAdapter {
        final List<Integer> sizes = new ArrayList<>();
        int broken;
        int mostRoom;

        @Override
        public void binary(ByteBuffer part, boolean last) {
            sizes.add(part.remaining());
            for (int i = 0; i < part.remaining(); i++) {
                broken += part.get(part.position() + i) == (byte) i ? 0 : 1;
            }
        }
    }

    private static final class Nowhere extends Writer {
        @Override
        public void write(ByteBuffer frame, CompletionHandler<ByteBuffer> completion) {
            completion.completed(frame);
        }

        @Override
        public void close() throws IOException {}
    }
}
