package dev.mooring.tyrus.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.tyrus.transport.ConnectRequest;
import dev.mooring.websocket.Failure;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;

/** What comes of an answer to an offer of permessage-deflate, and of what is sent after that. */
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
    void manyInOneReadArriveInOrderAndTheEndBehindThem() throws Exception {
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        for (int i = 0; i < 200; i++) {
            frames.writeBytes(Frame.of(0xC2, folded(new byte[LIMIT])));
            frames.writeBytes(Frame.of(0x81, "message " + i));
        }
        frames.writeBytes(Frame.of(0x88, new byte[] {0x0F, (byte) 0xA1})); // 4001
        try (Peer peer = asked().upgrade(named("permessage-deflate"))) {
            opened();
            peer.send(frames.toByteArray());
            for (int i = 0; i < 200; i++) {
                assertThat(recorder.next(Recorder.Binary.class).data().remaining())
                        .isEqualTo(LIMIT);
                assertThat(recorder.next(Recorder.Text.class).text()).isEqualTo("message " + i);
            }
            assertThat(recorder.next(Recorder.Ended.class).failure().closeCode())
                    .isEqualTo(4001);
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

    @Test
    void anAnswerThatWeDoNotHonourFails() throws Exception {
        for (String answer : List.of(
                "permessage-deflate; client_max_window_bits=9", // was not offered
                "permessage-deflate; client_max_window_bits",
                "permessage-deflate; server_max_window_bits",
                "permessage-deflate; server_max_window_bits=7",
                "permessage-deflate; server_max_window_bits=16",
                "permessage-deflate; server_max_window_bits=010",
                "permessage-deflate; server_max_window_bits=\"\"",
                "permessage-deflate; server_no_context_takeover=1",
                "permessage-deflate; client_no_context_takeover=true",
                "permessage-deflate; foo=bar",
                "permessage-deflate; server_no_context_takeover; server_no_context_takeover",
                "permessage-deflate; server_max_window_bits=10; server_max_window_bits=11",
                "permessage-deflate, permessage-deflate; client_no_context_takeover")) {
            try (Peer peer = asked().upgrade(named(answer))) {
                Failure failure = recorder.next(Recorder.Failed.class).failure();
                assertThat(failure.kind()).as(answer).isEqualTo(Failure.Kind.HANDSHAKE_BROKEN);
                assertThat(failure.detail()).as(answer).contains("permessage-deflate");
                assertThat(peer.in.read()).isEqualTo(-1);
            }
        }
    }

    @Test
    void oneThatCannotBeReadFails() throws Exception {
        for (String answer : List.of("permessage-deflate; server_max_window_bits=\"10", "permessage deflate", "a=b")) {
            try (Peer peer = asked().upgrade(named(answer))) {
                Failure failure = recorder.next(Recorder.Failed.class).failure();
                assertThat(failure.kind()).as(answer).isEqualTo(Failure.Kind.HANDSHAKE_BROKEN);
                assertThat(failure.detail()).as(answer).contains("Sec-WebSocket-Extensions");
            }
        }
    }

    @Test
    void allOtherAnswersAgree() throws Exception {
        byte[] content = new byte[1_000];
        for (String answer : List.of(
                "permessage-deflate",
                "permessage-deflate;",
                "permessage-deflate; server_no_context_takeover; client_no_context_takeover; server_max_window_bits=8",
                "permessage-deflate; server_max_window_bits=\"12\" ; server_no_context_takeover",
                "permessage-deflate\r\nSec-WebSocket-Extensions: ")) {
            try (Peer peer = asked().upgrade(named(answer))) {
                opened();
                peer.send(Frame.of(0xC2, folded(content)));
                assertThat(recorder.next(Recorder.Binary.class).data()).isEqualTo(ByteBuffer.wrap(content));
            }
            recorder.next(Recorder.Ended.class);
        }
    }

    @Test
    void whatTheServerTakesNothingOfIsNotCompressed() throws Exception {
        try (Peer peer = asked().upgrade()) {
            opened();
            peer.send(Frame.of(0x81, "plain"));
            assertThat(recorder.next(Recorder.Text.class).text()).isEqualTo("plain");
        }
    }
}
