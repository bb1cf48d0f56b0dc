package dev.mooring.tyrus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.websocket.ResilientContainer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes of the frames that a server sends once permessage-deflate (RFC 7692) is agreed on. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // as what it is about may never end
class CompressionTest {

    private static final int LIMIT = 1_000;

    private final Recorder recorder = new Recorder();

    /** The messages that become of these frames, in hexadecimal; another session must be heard all the while. */
    private List<String> received(int messages, String... frames) throws Exception {
        try (RawServer server = sending(bytes(frames));
                EchoServer echo = EchoServer.start();
                ResilientContainer container =
                        Quick.container(recorder).compression(true).build()) {
            container.connectToServer(recorder, server.uri());
            await().untilAsserted(() -> assertThat(recorder.received).hasSize(messages));
            Recorder other = new Recorder();
            container.connectToServer(other, echo.uri()).getBasicRemote().sendText("still here");
            await().untilAsserted(() -> assertThat(other.received).containsExactly("still here"));
            assertThat(recorder.opened).hasValue(1);
            return List.copyOf(recorder.received);
        }
    }

    /** The code with which the client closes because of these frames. */
    private int closeCode(byte[] frames) throws Exception {
        try (RawServer server = sending(frames);
                ResilientContainer container = Quick.container(recorder)
                        .retry(Quick.RETRY.maxRetries(0))
                        .compression(true)
                        .build()) {
            container.setDefaultMaxBinaryMessageBufferSize(LIMIT);
            container.setDefaultMaxTextMessageBufferSize(LIMIT);
            container.connectAsync(recorder, server.uri());
            await().until(() -> server.accepted() == 1 && server.peers.get(0).closeCode() != 0);
            assertThat(recorder.received).isEmpty();
            assertThat(recorder.binary).isEmpty();
            return server.peers.get(0).closeCode();
        }
    }

    private static RawServer sending(byte[] frames) throws Exception {
        return RawServer.of(peer -> {
            peer.readRequest();
            peer.upgrade("Sec-WebSocket-Extensions: permessage-deflate");
            peer.socket().getOutputStream().write(frames);
            peer.expectClose();
        });
    }

    private static byte[] bytes(String... frames) {
        return HexFormat.of().parseHex(String.join("", frames).replace(" ", ""));
    }

    @Test
    void aMessageMayEndWithTheLastBlockOfItsStream() throws Exception {
        String hello = "C1 08 F3 48 CD C9 C9 07 00 00"; // RFC 7692, section 7.2.3.4
        assertThat(received(3, hello, hello, "C1 07 F2 48 CD C9 C9 07 00")).containsOnly("Hello");
    }

    @Test
    void norNeedItSayMoreAfterThat() throws Exception {
        String hello = "C1 07 F3 48 CD C9 C9 07 00";
        assertThat(received(2, hello, hello)).containsOnly("Hello");
    }

    @Test
    void fragmentsOfAMessageThatIsNotCompressedAreAsTheyAre() throws Exception {
        assertThat(received(2, "01 02 61 62", "80 02 63 64", "81 02 65 66")).containsExactly("abcd", "ef");
    }

    @Test
    void fragmentsOfACompressedOneAreUnfoldedTogether() throws Exception {
        assertThat(received(2, "41 03 F2 48 CD", "00 00", "89 01 70", "00 01 C9", "80 03 C9 07 00", "81 02 65 66"))
                .containsExactly("Hello", "ef");
    }

    @Test
    void aMessageMayReferToTheOneBefore() throws Exception {
        assertThat(received(3, "C1 07 F2 48 CD C9 C9 07 00", "81 02 65 66", "C1 05 F2 00 11 00 00"))
                .containsExactly("Hello", "ef", "Hello"); // section 7.2.3.2
    }

    @Test
    void anEmptyMessageIsCompressedToAByteOrToNone() throws Exception {
        String hello = "C1 07 F2 48 CD C9 C9 07 00";
        assertThat(received(5, "C1 01 00", hello, "C1 00", "C1 01 00", hello))
                .containsExactly("", "Hello", "", "", "Hello");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "C1 04 FF FF FF FF",
                "41 01 00 80 04 41 42 43 44", // where it is broken only in the second fragment
                "41 03 F2 48 CD C0 04 C9 C9 07 00", // only the first fragment may bear the mark
                "80 02 63 64"
            })
    void whatIsNoCompressedMessageEndsTheConnection(String frames) throws Exception {
        assertThat(closeCode(bytes(frames))).isEqualTo(1002);
    }

    @Test
    void aMessageThatUnfoldsToMoreThanTheLimitIsTooBig() throws Exception {
        assertThat(closeCode(binary(LIMIT + 1))).isEqualTo(1009);
    }

    @Test
    void oneThatUnfoldsToTheLimitIsNot() throws Exception {
        try (RawServer server = sending(binary(LIMIT));
                ResilientContainer container =
                        Quick.container(recorder).compression(true).build()) {
            container.setDefaultMaxBinaryMessageBufferSize(LIMIT);
            container.setDefaultMaxTextMessageBufferSize(LIMIT);
            container.connectToServer(recorder, server.uri());
            await().untilAsserted(() -> assertThat(recorder.binary).hasSize(1));
            assertThat(recorder.binary.get(0).remaining()).isEqualTo(LIMIT);
        }
    }

    /** A compressed message of so many zeros; its frame is a short one. */
    private static byte[] binary(int zeros) {
        byte[] frame = new byte[100];
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        deflater.setInput(new byte[zeros]);
        int length = deflater.deflate(frame, 2, frame.length - 2, Deflater.SYNC_FLUSH) - 4; // without 00 00 FF FF
        deflater.end();
        frame[0] = (byte) 0xC2;
        frame[1] = (byte) length;
        return Arrays.copyOf(frame, 2 + length);
    }
}
