package dev.mooring.tyrus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.websocket.ResilientContainer;
import dev.mooring.websocket.ResilientSession;
import dev.mooring.websocket.SendOptions;
import jakarta.websocket.SendHandler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What hears that a message is written may send, and wait for the writing, however much was written and not told before. */
class SendingFromCompletionsTest {

    /** Four times as much as is handed to a connection at a time. */
    private static final int MESSAGES = 1024;

    private static final String KIB = "x".repeat(1024);

    private final Thread sender = Thread.currentThread();
    private final Recorder recorder = new Recorder();
    private final CountDownLatch allSent = new CountDownLatch(1);
    private final List<Integer> told = new ArrayList<>(); // by one at a time
    private final CompletableFuture<String> end = new CompletableFuture<>();

    @Test
    void fromWhatHangsOnAStage() throws Exception {
        assertSends((session, number) ->
                session.send(KIB, SendOptions.NONE).whenComplete((ok, failure) -> told(session, number, failure)));
    }

    @Test
    void fromAHandler() throws Exception {
        assertSends((session, number) -> {
            SendHandler handler = result -> told(session, number, result.getException());
            session.getAsyncRemote().sendText(KIB, handler);
        });
    }

    private interface Send {
        void send(ResilientSession session, int number);
    }

    private void assertSends(Send send) throws Exception {
        try (EchoServer server = EchoServer.start();
                ResilientContainer container = Quick.container(recorder).build()) {
            ResilientSession session = container.connectToServer(recorder, server.uri("sink"));
            for (int i = 0; i < MESSAGES; i++) {
                send.send(session, i);
            }
            allSent.countDown();
            assertThat(end.get(120, TimeUnit.SECONDS)).isEqualTo("written");
            await().atMost(Duration.ofSeconds(60)).until(() -> server.received.size() == MESSAGES + 1);
            assertThat(server.received.contains("from a completion")).isTrue();
            await().atMost(Duration.ofSeconds(60)).until(() -> session.bufferedAmount() == 0);
            assertThat(told)
                    .containsExactlyElementsOf(
                            IntStream.range(0, MESSAGES).boxed().toList());
        }
    }

    private void told(ResilientSession session, int number, Throwable failure) {
        told.add(failure == null ? number : -1);
        if (number == 0) {
            try {
                if (Thread.currentThread() != sender) { // it is where that thread wrote the message itself
                    allSent.await();
                }
                session.getBasicRemote().sendText("from a completion");
                end.complete("written");
            } catch (Exception e) {
                end.complete(e.toString());
            }
        }
    }
}
