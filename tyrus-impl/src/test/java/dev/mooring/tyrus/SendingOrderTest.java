package dev.mooring.tyrus;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.websocket.Heartbeat;
import dev.mooring.websocket.ResilientContainer;
import dev.mooring.websocket.ResilientSession;
import dev.mooring.websocket.SessionState;
import jakarta.websocket.RemoteEndpoint;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who sends when, and that everybody's messages stay in order. */
class SendingOrderTest {

    private EchoServer server;

    @BeforeEach
    void start() throws Exception {
        server = EchoServer.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void whatOnOpenSendsGoesAheadOfTheOutboxAndThatAheadOfLiveSends() throws Exception {
        Recorder recorder = new Recorder(session -> {
            session.getAsyncRemote().sendText("hello 1");
            session.getAsyncRemote().sendText("hello 2");
        });
        try (ResilientContainer container = Quick.container(recorder).build();
                ResilientSession session = container.connectToServer(recorder, server.uri("sink"))) {
            await().until(() -> server.received.size() == 2);
            server.stop();
            await().until(() -> session.state() != SessionState.OPEN);
            session.getAsyncRemote().sendText("parked 1");
            session.getBasicRemote().sendText("parked 2");
            server.restart();
            await().until(() -> recorder.opened.get() == 2);
            session.getBasicRemote().sendText("live");
            await().untilAsserted(() -> assertThat(server.received.subList(2, server.received.size()))
                    .containsExactly("hello 1", "hello 2", "parked 1", "parked 2", "live"));
        }
    }

    @Test
    void concurrentSendersKeepTheirOrderAndDoNotDisturbEachOther() throws Exception {
        int senders = 8;
        int each = 1500;
        try (ResilientContainer container = Quick.container().build();
                ResilientSession session = container.connectToServer(new Recorder(), server.uri("sink"))) {
            List<CompletableFuture<Void>> running = new ArrayList<>();
            for (int s = 0; s < senders; s++) {
                int sender = s;
                running.add(CompletableFuture.runAsync(
                        () -> sendAll(session, sender, each), task -> new Thread(task, "sender").start()));
            }
            for (CompletableFuture<Void> one : running) {
                assertThat(Quick.outcome(one)).isNull();
            }
            await().untilAsserted(() -> assertThat(server.received).hasSize(senders * each));
            for (int s = 0; s < senders; s++) {
                String prefix = s + ":";
                assertThat(server.received.stream()
                                .filter(text -> text.startsWith(prefix))
                                .map(text -> Integer.parseInt(text.substring(prefix.length()))))
                        .isSorted()
                        .hasSize(each);
            }
        }
    }

    /** Blocking, asynchronous, and one of them often in parts. */
    private static void sendAll(ResilientSession session, int sender, int count) {
        RemoteEndpoint.Basic basic = session.getBasicRemote();
        try {
            for (int i = 0; i < count; i++) {
                String text = sender + ":" + i;
                if (sender == 0 && i % 2 == 0) {
                    basic.sendText(text.substring(0, 1), false);
                    basic.sendText(text.substring(1), true);
                } else if (sender % 2 == 0) {
                    basic.sendText(text);
                } else {
                    session.getAsyncRemote().sendText(text);
                }
            }
        } catch (Exception e) {
            throw new IllegalStateException("sender " + sender + ": " + e, e);
        }
    }

    @Test
    void aLargeStreamPassesInChunksWithHeartbeatsInBetweenAndOthersWait() throws Exception {
        int size = 50 << 20;
        Heartbeat often = Heartbeat.ping().every(ofMillis(20)).timeout(ofMinutes(1));
        try (ResilientContainer container = Quick.container().heartbeat(often).build();
                ResilientSession session = container.connectToServer(new Recorder(), server.uri("sink"))) {
            CompletionStage<Void> stream = session.sendStream(new ByteArrayInputStream(new byte[size]), 64 << 10);
            await().until(() -> !server.binaryReceived.isEmpty());
            CompletionStage<Void> text = session.send("behind", dev.mooring.websocket.SendOptions.NONE);
            assertThat(Quick.outcome(stream)).isNull();
            assertThat(Quick.outcome(text)).isNull();
            await().untilAsserted(() -> assertThat(server.received).containsExactly("behind"));
            assertThat(server.binaryReceived.stream()
                            .mapToInt(Integer::intValue)
                            .sum())
                    .isEqualTo(size);
            assertThat(session.stats().heartbeatRoundTrip()).isNotNull();
            assertThat(session.stats().connectionsOpened()).isEqualTo(1);
        }
    }

    @Test
    void writersAndStreamsSendOneMessageAndWholeOnesWaitForItsEnd() throws Exception {
        Recorder recorder = new Recorder();
        try (ResilientContainer container = Quick.container(recorder).build();
                ResilientSession session = container.connectToServer(recorder, server.uri())) {
            Writer writer = session.getBasicRemote().getSendWriter();
            writer.write("first ");
            writer.flush();
            session.getAsyncRemote().sendText("second");
            writer.write("part");
            writer.close();
            await().untilAsserted(() -> assertThat(recorder.received).containsExactly("first part", "second"));
            try (var stream = session.getBasicRemote().getSendStream()) {
                stream.write(new byte[20_000]);
            }
            await().untilAsserted(() -> assertThat(recorder.binary).hasSize(1));
            assertThat(recorder.binary.get(0).remaining()).isEqualTo(20_000);
        }
    }

    @Test
    void partsThatCutACharacterAreOneMessageAndTheConnectionGoesOn() throws Exception {
        Recorder recorder = new Recorder();
        try (ResilientContainer container = Quick.container(recorder).build();
                ResilientSession session = container.connectToServer(recorder, server.uri())) {
            RemoteEndpoint.Basic remote = session.getBasicRemote();
            remote.sendText("a\uD83D", false);
            remote.sendText("\uDE00b", true);
            remote.sendText("whole");
            remote.sendText("\uDE00 \uD83D ", false);
            remote.sendText("alone \uD83D", true);
            try (Writer writer = remote.getSendWriter()) {
                writer.write("a\uD83D");
                writer.flush();
                writer.write("\uDE00b");
            }
            await().untilAsserted(() -> assertThat(recorder.received)
                    .containsExactly("a\uD83D\uDE00b", "whole", "? ? alone ?", "a\uD83D\uDE00b"));
            assertThat(session.stats().connectionsOpened()).isEqualTo(1);
        }
    }

    @Test
    void writersAndStreamsToWhichNothingWasWrittenSendNoMessage() throws Exception {
        Recorder recorder = new Recorder();
        try (ResilientContainer container = Quick.container(recorder).build();
                ResilientSession session = container.connectToServer(recorder, server.uri())) {
            RemoteEndpoint.Basic remote = session.getBasicRemote();
            remote.getSendWriter().close();
            remote.getSendStream().close();
            try (Writer writer = remote.getSendWriter();
                    OutputStream stream = remote.getSendStream()) {
                writer.write("");
                writer.flush();
                stream.write(new byte[0]);
                stream.flush();
            }
            try (Writer writer = remote.getSendWriter()) {
                writer.write("all of it");
                writer.flush();
            }
            await().untilAsserted(() -> assertThat(recorder.received).containsExactly("all of it"));
            assertThat(recorder.binary).isEmpty();
        }
    }
}
