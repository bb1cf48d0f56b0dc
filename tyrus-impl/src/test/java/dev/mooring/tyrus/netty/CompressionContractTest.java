package dev.mooring.tyrus.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.tyrus.transport.ConnectRequest;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;

/** What comes of what a server sends once permessage-deflate is agreed on. */
class CompressionContractTest extends ContractTest {

    private static final int LIMIT = 8_192;

    private Peer asked() throws Exception {
        ConnectRequest plain = request(Peer.uri(server));
        open(new ConnectRequest(
                plain.uri(), Map.of(), plain.config(), null, true, null, true, plain.timeout(), () -> LIMIT));
        return Peer.accept(server);
    }

    private static String named(String extensions) {
        return "Sec-WebSocket-Extensions: " + extensions;
    }

    private static byte[] folded(byte[] content) {
        byte[] room = new byte[2 * content.length + 100];
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        deflater.setInput(content);
        int length = deflater.deflate(room, 0, room.length, Deflater.SYNC_FLUSH);
        deflater.end();
        return Arrays.copyOf(room, length - 4);
    }

    @Test
    void aMessageWithinTheLimitMayHaveALongerFrame() throws Exception {
        byte[] content = new byte[LIMIT];
        new Random(1).nextBytes(content);
        byte[] folded = folded(content);
        assertThat(folded).hasSizeGreaterThan(LIMIT);
        try (Peer peer = asked().upgrade(named("permessage-deflate"))) {
            opened();
            peer.send(Frame.of(0xC2, folded));
            assertThat(recorder.next(Recorder.Binary.class).data()).isEqualTo(ByteBuffer.wrap(content));
        }
    }

    @Test
    void oneBeyondTheLimitIsTooBig() throws Exception {
        byte[] content = new byte[LIMIT + 1];
        new Random(1).nextBytes(content);
        try (Peer peer = asked().upgrade(named("permessage-deflate"))) {
            opened();
            peer.send(Frame.of(0xC2, folded(content)));
            assertThat(peer.frame().closeCode()).isEqualTo(1009);
        }
    }

}
