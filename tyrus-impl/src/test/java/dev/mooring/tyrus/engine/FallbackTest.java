package dev.mooring.tyrus.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.testkit.ManualExecutor;
import dev.mooring.websocket.Delivery;
import jakarta.websocket.SendHandler;
import org.junit.jupiter.api.Test;

/**
 * A session that falls back to best effort while handlers of the application's have still to hear of much that was sent before:
 * it crowds nothing out for good.
 */
class FallbackTest {

    private static final String LARGE = "x".repeat(300 << 10);

    private final ManualExecutor executor = new ManualExecutor();
    private final Resumables resumables = new Resumables();
    private final EngineSession session = open();

    @Test
    void whatIsParkedFollowsWhenTheLossHasBeenTold() {
        send(LARGE, result -> assertThat(result.isOK()).isFalse());
        resumables.lose();
        send("m", result -> {});
        next().accept();
        executor.runAll();
        assertSent();
    }

    @Test
    void orWhenTheAcknowledgementHas() {
        FakeConnection first = resumables.connection();
        send("first", result -> {
            resumables.lose();
            next().accept();
            executor.runAll();
            send("m", late -> {});
            assertThat(resumables.connection().sent).as("crowded out").isEmpty();
        });
        send(LARGE, result -> assertThat(result.isOK()).isTrue());
        first.acknowledge(2, 0);
        executor.runAll();
        assertSent();
    }

    private EngineSession open() {
        resumables.world.executor = executor;
        resumables.world.delivery = Delivery.resumable();
        EngineSession opening = resumables.world.connect();
        executor.runAll();
        resumables.connection().accept(Resumables.begun(null));
        executor.runAll();
        return opening;
    }

    private FakeConnection next() {
        FakeConnection before = resumables.connection();
        executor.runAll();
        resumables.next();
        executor.runAll();
        assertThat(resumables.connection()).isNotSameAs(before);
        return resumables.connection();
    }

    private void send(String text, SendHandler handler) {
        session.getAsyncRemote().sendText(text, handler);
    }

    private void assertSent() {
        assertThat(resumables.connection().sent).containsExactly("m");
        assertThat(session.bufferedAmount()).isZero();
    }
}
