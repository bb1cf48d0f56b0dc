package dev.mooring.cli.connect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.websocket.ResilientSession;
import dev.mooring.websocket.SessionEvent;
import dev.mooring.websocket.SessionState;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FeederTest {

    private final List<CompletableFuture<Void>> sends = new CopyOnWriteArrayList<>();
    private volatile SessionState state = SessionState.OPEN;

    @Test
    void whatTheEndOfTheSessionLeavesIsCountedThoughItIsToldAfterIt() throws Exception {
        Feeder feeder = feeder("a\nb\nc\n");
        CompletableFuture<Void> fed = CompletableFuture.runAsync(() -> feed(feeder));
        await().until(() -> sends.size() == 3);
        sends.get(0).complete(null);
        state = SessionState.CLOSED;
        CompletableFuture<Boolean> settled = CompletableFuture.supplyAsync(() -> settle(feeder));
        sends.get(1).completeExceptionally(new IOException("the session ended"));
        assertThat(settled).isNotDone();
        sends.get(2).completeExceptionally(new IOException("the session ended"));
        assertThat(settled.get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(feeder.unsent()).isEqualTo(2);
        fed.get(10, TimeUnit.SECONDS);
        assertThat(feeder.settle(Duration.ZERO)).isTrue();
    }

    private Feeder feeder(String input) {
        LineReader lines = new LineReader(new ByteArrayInputStream(input.getBytes(UTF_8)), 1000);
        return new Feeder(lines, session(), 10, new Reporter() {
            @Override
            public void onEvent(SessionEvent event) {}

            @Override
            public void note(String kind, String text, Map<String, ?> fields) {}

            @Override
            public void failed(Throwable cause) {}
        });
    }

    /** Sends, and tells nothing of it. */
    private ResilientSession session() {
        return (ResilientSession) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ResilientSession.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("state")) {
                        return state;
                    }
                    CompletableFuture<Void> send = new CompletableFuture<>();
                    sends.add(send);
                    return send;
                });
    }

    private static void feed(Feeder feeder) {
        try {
            feeder.run();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean settle(Feeder feeder) {
        try {
            return feeder.settle(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
