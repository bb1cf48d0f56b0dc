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
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FeederTest {

    private final List<CompletableFuture<Void>> sends = new CopyOnWriteArrayList<>();
    private volatile SessionState state = SessionState.OPEN;
    private volatile boolean failing;

    @Test
    void whatTheEndOfTheSessionLeavesIsCountedThoughItIsToldAfterIt() throws Exception {
        Feeder feeder = feeder("a\nb\nc\n", 10, kind -> {});
        CompletableFuture<Void> fed = CompletableFuture.runAsync(() -> feed(feeder));
        await().until(() -> sends.size() == 3);
        sends.get(0).complete(null);
        state = SessionState.CLOSED;
        sends.get(1).completeExceptionally(new IOException("the session ended"));
        assertThat(feeder.settle(Duration.ZERO)).as("one is on its way").isFalse();
        CompletableFuture<Boolean> settled =
                CompletableFuture.supplyAsync(() -> settle(feeder, Duration.ofSeconds(30)));
        sends.get(2).completeExceptionally(new IOException("the session ended"));
        assertThat(settled.get(30, TimeUnit.SECONDS)).isTrue();
        assertThat(feeder.unsent()).isEqualTo(2);
        fed.get(30, TimeUnit.SECONDS);
        assertThat(feeder.settle(Duration.ZERO)).isTrue();
    }

    /** Of five lines one is written, one fails, two are with the session and one waits until these are done. */
    @Test
    void linesThatAreOnTheirWayAtTheEndAreNotSent() throws Exception {
        Feeder feeder = feeder("a\nb\nc\nd\ne\n", 2, kind -> {});
        CompletableFuture<Void> fed = CompletableFuture.runAsync(() -> feed(feeder));
        await().until(() -> sends.size() == 2);
        sends.get(0).complete(null);
        sends.get(1).completeExceptionally(new IOException("no room"));
        await().until(() -> sends.size() == 4);
        await().untilAsserted(() -> assertThat(feeder.unsent()).isEqualTo(4));
        sends.get(2).complete(null);
        await().until(() -> sends.size() == 5);
        sends.get(3).complete(null);
        sends.get(4).complete(null);
        fed.get(30, TimeUnit.SECONDS);
        assertThat(feeder.unsent()).isEqualTo(1);
    }

    /** The sends fail at once, so all is on one thread: who has the permit while that is told has it too early. */
    @Test
    void aLineIsOnItsWayUntilItHasBeenToldThatItFailed() throws Exception {
        List<Boolean> settledWhenTold = new CopyOnWriteArrayList<>();
        AtomicReference<Feeder> feeder = new AtomicReference<>();
        feeder.set(feeder("a\n", 10, kind -> settledWhenTold.add(settle(feeder.get(), Duration.ZERO))));
        failing = true;
        feed(feeder.get());
        assertThat(settledWhenTold).containsExactly(false);
        assertThat(feeder.get().settle(Duration.ZERO)).isTrue();
        assertThat(feeder.get().unsent()).isEqualTo(1);
    }

    private Feeder feeder(String input, int window, Consumer<String> noted) {
        LineReader lines = new LineReader(new ByteArrayInputStream(input.getBytes(UTF_8)), 1000);
        return new Feeder(lines, session(), window, new Reporter() {
            @Override
            public void onEvent(SessionEvent event) {}

            @Override
            public void note(String kind, String text, Map<String, ?> fields) {
                noted.accept(kind);
            }

            @Override
            public void failed(Throwable cause) {}
        });
    }

    /** Sends, and tells nothing of it, or fails at once. */
    private ResilientSession session() {
        return (ResilientSession) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ResilientSession.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("state")) {
                        return state;
                    }
                    CompletableFuture<Void> send = failing
                            ? CompletableFuture.failedFuture(new IOException("no room"))
                            : new CompletableFuture<>();
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

    private static boolean settle(Feeder feeder, Duration patience) {
        try {
            return feeder.settle(patience);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
