package dev.mooring.tyrus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.websocket.ResilientContainer;
import dev.mooring.websocket.ResilientSession;
import dev.mooring.websocket.SendOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What hangs on the stage of a send may block: the threads that read and write go on. */
class StageDependentsTest {

    private final Recorder recorder = new Recorder();

    @Test
    void aDependentMaySendAndWaitForTheWriting() throws Exception {
        try (EchoServer server = EchoServer.start();
                ResilientContainer container = Quick.container(recorder).build()) {
            ResilientSession session = container.connectToServer(recorder, server.uri("sink"));
            CompletionStage<Void> both = session.send("a", SendOptions.NONE).thenRun(() -> sendAndWait(session, "b"));
            both.toCompletableFuture().get(20, TimeUnit.SECONDS);
            await().until(() -> server.received.size() == 2);
            assertThat(server.received).containsExactly("a", "b");
        }
    }

    private static void sendAndWait(ResilientSession session, String text) {
        try {
            session.getBasicRemote().sendText(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
