package dev.mooring.tyrus.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mooring.tyrus.transport.Connection;
import dev.mooring.websocket.Failure;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Session;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EndsContractTest extends ContractTest {

    @Test
    void thePeersCloseCodeIsToldAndAnswered() throws Exception {
        for (int code : List.of(1000, 1001, 1011, 1012, 1013, 1014, 4000, 4999)) {
            try (Peer peer = connect()) {
                opened();
                peer.send(Frame.close(code, "why"));
                Failure end = recorder.next(Recorder.Ended.class).failure();
                assertThat(end.kind()).isEqualTo(Failure.Kind.CLOSED_BY_PEER);
                assertThat(end.closeCode()).isEqualTo(code);
                assertThat(peer.frame().first()).isEqualTo(0x88);
                assertThat(peer.in.read()).as("the end of the stream").isEqualTo(-1);
            }
        }
    }

    @Test
    void anEmptyCloseFrameIs1005AndNoneIs1006() throws Exception {
        try (Peer peer = connect()) {
            opened();
            peer.send(Frame.of(0x88, ""));
            assertThat(recorder.next(Recorder.Ended.class).failure().closeCode())
                    .isEqualTo(1005);
        }
        try (Peer peer = connect()) {
            opened();
            peer.close();
            Failure end = recorder.next(Recorder.Ended.class).failure();
            assertThat(end.kind()).isEqualTo(Failure.Kind.LOST);
            assertThat(end.closeCode()).isEqualTo(1006);
        }
    }

    @Test
    void ourCloseCodeReachesThePeerBehindWhatWasSent() throws Exception {
        try (Peer peer = connect()) {
            Connection connection = opened();
            Sent sent = new Sent();
            connection.sendText("last words", sent);
            connection.close(new CloseReason(CloseCodes.GOING_AWAY, "bye"));
            assertThat(peer.frame().text()).isEqualTo("last words");
            Frame close = peer.frame();
            assertThat(close.first()).isEqualTo(0x88);
            assertThat(close.closeCode()).isEqualTo(1001);
            peer.send(Frame.close(1001, ""));
            assertThat(recorder.next(Recorder.Ended.class).failure().closeCode())
                    .isEqualTo(1001);
            assertThat(sent.succeeded()).isTrue();
        }
    }

    @Test
    void nothingIsSentBehindOurCloseFrame() throws Exception {
        try (Peer peer = connect()) {
            Connection connection = opened();
            connection.close(new CloseReason(CloseCodes.NORMAL_CLOSURE, ""));
            Sent late = new Sent();
            try {
                connection.sendText("too late", late);
                assertThat(late.succeeded()).isFalse();
            } catch (RuntimeException refused) {
                assertThat(late.calls).hasValue(0);
            }
            assertThat(peer.frame().first()).isEqualTo(0x88);
            peer.send(Frame.close(1000, ""));
            assertThat(peer.in.read()).isEqualTo(-1);
        }
    }

    @Test
    void anAbortIsHeardAsALossAndEndsThePeersStream() throws Exception {
        try (Peer peer = connect()) {
            Connection connection = opened();
            connection.abort();
            assertThat(recorder.next(Recorder.Ended.class).failure().kind()).isEqualTo(Failure.Kind.LOST);
            assertThat(peer.in.read()).isEqualTo(-1);
        }
    }

    @Test
    void anAbortEndsAStuckConnectionAndCompletesEverySendOnce() throws Exception {
        try (Peer peer = connect()) {
            Connection connection = opened();
            List<Sent> sends = new ArrayList<>();
            String chunk = "x".repeat(100_000);
            for (int i = 0; i < 300; i++) { // much more than the sockets between us hold, and nobody reads
                Sent sent = new Sent();
                sends.add(sent);
                connection.sendText(chunk, sent);
            }
            connection.abort();
            int failed = 0;
            for (Sent sent : sends) {
                failed += sent.succeeded() ? 0 : 1;
            }
            assertThat(failed).isPositive();
            recorder.next(Recorder.Ended.class);
            assertThat(sends).allSatisfy(sent -> assertThat(sent.calls).hasValue(1));
            assertThat(peer.socket.isConnected()).isTrue();
        }
    }

    @Test
    void invalidUtf8Ends1007() throws Exception {
        for (byte[] wrong : List.of(
                new byte[] {(byte) 0xC0, (byte) 0xAF},
                new byte[] {'a', (byte) 0xED, (byte) 0xA0, (byte) 0x80},
                new byte[] {(byte) 0xF4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
                new byte[] {'o', 'k', (byte) 0xE2, (byte) 0x82})) {
            try (Peer peer = connect()) {
                opened();
                peer.send(Frame.of(0x81, wrong));
                assertThat(recorder.next(Recorder.Ended.class).failure().closeCode())
                        .isEqualTo(1007);
                assertThat(peer.frame().closeCode()).isEqualTo(1007);
            }
        }
    }

    @Test
    void whoIsBrokenOffMayCloseFirst() {
        // the end that nobody closed first for comes after two seconds, every time
        await().atMost(Duration.ofSeconds(30)).untilAsserted(this::whoIsBrokenOffClosesFirst);
    }

    private void whoIsBrokenOffClosesFirst() throws IOException, InterruptedException {
        try (Peer peer = connect()) {
            opened();
            peer.send(Frame.of(0x81, new byte[] {(byte) 0xC0, (byte) 0xAF}));
            recorder.next(Recorder.Ended.class);
            assertThat(peer.frame().closeCode()).isEqualTo(1007);
            peer.socket.setSoTimeout(200);
            assertThatThrownBy(peer.in::read)
                    .as("the stream goes on until the peer ends it")
                    .isInstanceOf(SocketTimeoutException.class);
            long ended = System.nanoTime();
            peer.socket.setSoTimeout(1000 * Recorder.PATIENCE_SECONDS);
            peer.send(Frame.of(0x81, "nobody reads this")).send(Frame.close(1007, ""));
            peer.socket.shutdownOutput();
            assertThat(peer.in.read()).isEqualTo(-1);
            assertThat(Duration.ofNanos(System.nanoTime() - ended))
                    .as("the peer's end is ours, not a timeout")
                    .isLessThan(Duration.ofSeconds(1));
            assertThat(recorder.heard).isEmpty();
        }
    }

    @Test
    void theReplacementCharacterItselfIsValid() throws Exception {
        try (Peer peer = connect()) {
            opened();
            peer.send(Frame.of(0x81, "\uFFFD"));
            assertThat(recorder.next(Recorder.Text.class).text()).isEqualTo("\uFFFD");
        }
    }

    @Test
    void anOversizedFrameEnds1009() throws Exception {
        open(request(Peer.uri(server), null, 1000));
        try (Peer peer = Peer.accept(server).upgrade()) {
            opened();
            peer.send(Frame.of(0x81, "x".repeat(1000)));
            recorder.next(Recorder.Text.class);
            // more than Tyrus alone would notice: it counts chunks, and needs to see the bytes
            try {
                peer.send(Frame.of(0x81, new byte[2_500_000]));
            } catch (IOException e) {
                // the connection may be gone before all of it is written
            }
            Failure end = recorder.next(Recorder.Ended.class).failure();
            assertThat(end.kind()).isEqualTo(Failure.Kind.PROTOCOL);
            assertThat(end.closeCode()).isEqualTo(1009);
        }
    }

    @Test
    void protocolErrorsEnd1002() throws Exception {
        for (byte[] wrong : List.of(
                Frame.of(0xC1, "rsv"),
                Frame.of(0x83, "opcode"),
                Frame.of(0xC9, "a ping as if an extension changed it"),
                Frame.masked(0x81, new byte[] {'t', 'e', 'x', 't'}, new byte[] {1, 2, 3, 4}),
                Frame.masked(0x89, new byte[0], new byte[4]),
                Frame.of(0x80, "no message to continue"),
                Frame.of(0x09, "a ping in parts"),
                Frame.withLength(0x89, 126, new byte[126]))) {
            try (Peer peer = connect()) {
                opened();
                peer.send(wrong);
                assertThat(recorder.next(Recorder.Ended.class).failure().closeCode())
                        .isEqualTo(1002);
                assertThat(peer.frame().closeCode()).isEqualTo(1002);
            }
        }
    }

    @Test
    void pingsAreAnsweredAndPongsAreHeard() throws Exception {
        try (Peer peer = connect()) {
            Connection connection = opened();
            peer.send(Frame.of(0x89, "question"));
            Frame answer = peer.frame();
            assertThat(answer.first()).isEqualTo(0x8A);
            assertThat(answer.text()).isEqualTo("question");

            connection.ping(ByteBuffer.wrap("ours".getBytes(StandardCharsets.UTF_8)));
            Frame ping = peer.frame();
            assertThat(ping.first()).isEqualTo(0x89);
            peer.send(Frame.of(0x8A, ping.payload()));
            assertThat(recorder.next(Recorder.Pong.class).data())
                    .isEqualTo(ByteBuffer.wrap("ours".getBytes(StandardCharsets.UTF_8)));

            connection.pong(ByteBuffer.wrap(new byte[] {1, 2, 3}));
            assertThat(peer.frame().first()).isEqualTo(0x8A);
        }
    }

    @Test
    void aPeerThatPingsAndDoesNotReadGetsTheNewestAnswersAlone() throws Exception {
        int pings = 150_000; // whose answers are more than the sockets between us hold
        try (Peer peer = connect()) {
            opened();
            for (int i = 1; i <= pings; i++) {
                peer.out.write(Frame.of(0x89, ByteBuffer.allocate(120).putInt(i).array()));
            }
            peer.send(Frame.of(0x81, "all are heard"));
            recorder.next(Recorder.Text.class);
            int answers = 0;
            for (int last = 0; last < pings; answers++) {
                last = ByteBuffer.wrap(peer.frame().payload()).getInt();
            }
            assertThat(answers).isLessThan(pings);
        }
    }

    @Test
    void closingTheTransportEndsItsConnections() throws Exception {
        try (Peer peer = connect()) {
            opened();
            transport.close();
            recorder.next(Recorder.Ended.class);
            assertThat(peer.in.read()).isEqualTo(-1);
        }
    }

    @Test
    void tyrusForgetsAConnectionHoweverItEnds() throws Exception {
        try (Peer hangsUp = connect();
                Peer closes = connect()) {
            opened();
            opened();
            hangsUp.close();
            recorder.next(Recorder.Ended.class);
            closes.send(Frame.close(1000, ""));
            recorder.next(Recorder.Ended.class);
        }
        try (Peer aborted = connect()) {
            opened().abort();
            recorder.next(Recorder.Ended.class);
        }
        try (Peer closed = connect()) {
            opened().close(new CloseReason(CloseCodes.NORMAL_CLOSURE, ""));
            closed.frame();
            closed.send(Frame.close(1000, ""));
            recorder.next(Recorder.Ended.class);
        }
        try (Peer lasts = connect()) {
            Session last = opened().session();
            await().until(() -> last.getOpenSessions().equals(Set.of(last)));
        }
    }
}
