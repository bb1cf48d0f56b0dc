package dev.mooring.tyrus.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.tyrus.transport.AmidPartsException;
import dev.mooring.tyrus.transport.Connection;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class MessagesContractTest extends ContractTest {

    @Test
    void textArrivesAsItWasSentBothWays() throws Exception {
        for (String text :
                List.of("", "plain", "grüße", "日本語", "\uD83D\uDE80 rocket", "x".repeat(125), "y".repeat(126))) {
            try (Peer peer = connect()) {
                Connection connection = opened();
                peer.send(Frame.of(0x81, text));
                assertThat(recorder.next(Recorder.Text.class)).isEqualTo(new Recorder.Text(text, true));

                Sent sent = new Sent();
                connection.sendText(text, sent);
                Frame frame = peer.frame();
                assertThat(frame.first()).isEqualTo(0x81);
                assertThat(frame.masked()).isTrue();
                assertThat(frame.text()).isEqualTo(text);
                assertThat(sent.succeeded()).isTrue();
                connection.abort();
                recorder.next(Recorder.Ended.class);
            }
        }
    }

    @Test
    void largeMessagesArriveWholeBothWays() throws Exception {
        try (Peer peer = connect()) {
            Connection connection = opened();
            for (int size : List.of(126, 65_535, 65_536, 200_001, 5_000_003)) {
                byte[] data = new byte[size];
                new Random(size).nextBytes(data);
                CompletableFuture<Frame> received = CompletableFuture.supplyAsync(() -> frame(peer), executor);
                Sent sent = new Sent();
                connection.sendBinary(ByteBuffer.wrap(data), sent);
                assertThat(received.get().payload()).isEqualTo(data);
                assertThat(received.get().first()).isEqualTo(0x82);
                assertThat(sent.succeeded()).isTrue();

                peer.send(Frame.of(0x82, data));
                ByteBuffer echoed = recorder.next(Recorder.Binary.class).data();
                assertThat(echoed).isEqualTo(ByteBuffer.wrap(data));
            }
        }
    }

    @Test
    void directSlicedAndLittleEndianBuffersAreSentAsTheyAre() throws Exception {
        try (Peer peer = connect()) {
            Connection connection = opened();
            byte[] data = new byte[1003];
            new Random(7).nextBytes(data);
            ByteBuffer direct = ByteBuffer.allocateDirect(1100).order(ByteOrder.LITTLE_ENDIAN);
            direct.position(11).put(data).flip().position(11);
            ByteBuffer slice = ByteBuffer.wrap(data, 3, 900).slice();
            Sent first = new Sent();
            Sent second = new Sent();
            Sent third = new Sent();
            connection.sendBinary(direct, first);
            assertThat(first.succeeded()).isTrue();
            connection.sendBinary(slice, second);
            connection.sendBinary(ByteBuffer.wrap(data).asReadOnlyBuffer(), third);
            assertThat(peer.frame().payload()).isEqualTo(data);
            assertThat(ByteBuffer.wrap(peer.frame().payload())).isEqualTo(ByteBuffer.wrap(data, 3, 900));
            assertThat(peer.frame().payload()).isEqualTo(data);
            assertThat(third.succeeded()).isTrue();
        }
    }

    @Test
    void fragmentsAndWholeMessagesAndPongsKeepTheirOrder() throws Exception {
        try (Peer peer = connect()) {
            opened();
            peer.send(Frame.of(0x81, "one"));
            peer.send(Frame.of(0x01, "a"));
            peer.send(Frame.of(0x8A, "p"));
            peer.send(Frame.of(0x80, "b"));
            peer.send(Frame.of(0x81, "two"));
            assertThat(recorder.next(Recorder.Text.class).text()).isEqualTo("one");
            StringBuilder parts =
                    new StringBuilder(recorder.next(Recorder.Text.class).text());
            recorder.next(Recorder.Pong.class);
            parts.append(recorder.next(Recorder.Text.class).text());
            assertThat(parts).hasToString("ab");
            assertThat(recorder.next(Recorder.Text.class).text()).isEqualTo("two");
        }
    }

    @Test
    void aWholeMessageAmidPartsIsRefusedAtOnceAndBreaksNothing() throws Exception {
        try (Peer peer = connect()) {
            Connection connection = opened();
            connection.sendPart("a", false);
            Sent sent = new Sent();
            assertThatThrownBy(() -> connection.sendText("whole", sent)).isInstanceOf(AmidPartsException.class);
            connection.sendPart("b", true);
            connection.sendText("whole", sent);
            assertThat(List.of(textOf(peer), textOf(peer), textOf(peer))).containsExactly("a", "b", "whole");
            assertThat(sent.succeeded()).isTrue();
        }
    }

    @Test
    void partsThatAreSentAreFragmentsOfOneMessage() throws Exception {
        try (Peer peer = connect()) {
            Connection connection = opened();
            connection.sendPart("a", false);
            connection.sendPart("b", true);
            Sent sent = new Sent();
            connection.sendText("c", sent);
            assertThat(peer.frame().first()).isEqualTo(0x01);
            assertThat(peer.frame().first()).isEqualTo(0x80);
            assertThat(peer.frame().first()).isEqualTo(0x81);
            assertThat(sent.succeeded()).isTrue();
        }
    }

    @Test
    void framesRightBehindTheAnswerAreNotLost() throws Exception {
        open(request(Peer.uri(server)));
        try (Peer peer = Peer.accept(server)) {
            peer.head();
            assertThat(peer.request).startsWith("GET /path?q=1 HTTP/1.1\r\n").containsIgnoringCase("x-attempt: 1");
            byte[] answer = peer.answer().getBytes(java.nio.charset.StandardCharsets.US_ASCII);
            byte[] early = Frame.of(0x81, "early");
            byte[] both = java.util.Arrays.copyOf(answer, answer.length + early.length);
            System.arraycopy(early, 0, both, answer.length, early.length);
            peer.send(both);
            opened();
            assertThat(recorder.next(Recorder.Text.class).text()).isEqualTo("early");
        }
    }

    @Test
    void manyMessagesOfManyThreadsAllArriveOnceAndEachThreadsInOrder() throws Exception {
        int threads = 4;
        int each = 2000;
        try (Peer peer = connect()) {
            Connection connection = opened();
            List<Sent> sent = java.util.Collections.synchronizedList(new ArrayList<>());
            for (int t = 0; t < threads; t++) {
                String name = t + ":";
                Thread sender = new Thread(() -> {
                    for (int i = 0; i < each; i++) {
                        Sent completion = new Sent();
                        sent.add(completion);
                        connection.sendText(name + i, completion);
                    }
                });
                sender.start();
            }
            int[] next = new int[threads];
            for (int i = 0; i < threads * each; i++) {
                String[] parts = textOf(peer).split(":");
                assertThat(Integer.parseInt(parts[1])).isEqualTo(next[Integer.parseInt(parts[0])]++);
            }
            for (Sent completion : List.copyOf(sent)) {
                assertThat(completion.succeeded()).isTrue();
                assertThat(completion.calls).hasValue(1);
            }
        }
    }

    @Test
    void aBurstIsHeardInOrderOneAtATime() throws Exception {
        try (Peer peer = connect()) {
            opened();
            int count = 20_000;
            CompletableFuture<Void> writing = CompletableFuture.runAsync(
                    () -> {
                        for (int i = 0; i < count; i++) {
                            quietly(() -> peer.send(Frame.of(0x81, "m")));
                        }
                    },
                    executor);
            for (int i = 0; i < count; i++) {
                recorder.next(Recorder.Text.class);
            }
            writing.get();
            assertThat(recorder.overlaps).hasValue(0);
            assertThat(recorder.payload).as("bytes of content").hasValue(count);
        }
    }

    interface Io {
        void run() throws java.io.IOException;
    }

    static void quietly(Io action) {
        try {
            action.run();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Frame frame(Peer peer) {
        try {
            return peer.frame();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
