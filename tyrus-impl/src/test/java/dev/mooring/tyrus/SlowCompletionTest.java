package dev.mooring.tyrus;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.websocket.ResilientContainer;
import dev.mooring.websocket.ResilientSession;
import dev.mooring.websocket.RetryScheduled;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A handler of a send that takes longer than the send timeout: all is written, so the connection is as good as before. */
class SlowCompletionTest {

    private final Recorder recorder = new Recorder();

    @Test
    void doesNotEndTheConnection() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch second = new CountDownLatch(1);
        try (EchoServer server = EchoServer.start();
                ResilientContainer container =
                        Quick.container(recorder).sendTimeout(ofMillis(200)).build()) {
            ResilientSession session = container.connectToServer(recorder, server.uri("sink"));
            Thread first = new Thread(() -> session.getAsyncRemote().sendText("first", result -> {
                entered.countDown();
                awaitQuietly(release);
            }));
            first.start(); // the handler may be called by it
            assertThat(entered.await(30, TimeUnit.SECONDS)).isTrue();
            session.getAsyncRemote().sendText("second", result -> second.countDown());
            await().until(() -> server.received.size() == 2);
            await().during(ofSeconds(1)).until(session::isOpen);
            release.countDown();
            assertThat(second.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(recorder.events(RetryScheduled.class)).isEmpty();
            first.join();
        } finally {
            release.countDown();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
