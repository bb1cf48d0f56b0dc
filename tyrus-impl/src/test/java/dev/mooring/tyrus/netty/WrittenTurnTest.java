package dev.mooring.tyrus.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.testkit.ManualExecutor;
import dev.mooring.tyrus.transport.SendCompletion;
import jakarta.websocket.SendResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A message counts as written at once, though who sent it has to wait for its turn. */
class WrittenTurnTest {

    private final ManualExecutor executor = new ManualExecutor(); // nothing runs: as behind a handler that blocks
    private final Completions completions = new Completions(executor);
    private final List<String> events = new ArrayList<>();

    @Test
    void atOnce() {
        completions.call(new Message("a", () -> events.add("handed on")), null);
        assertThat(events).containsExactly("a written", "handed on");
        executor.runAll();
        assertThat(events).endsWith("a told");
    }

    @Test
    void notIfItFailed() {
        completions.call(new Message("a", () -> events.add("handed on")), new IOException("broken"));
        executor.runAll();
        assertThat(events).containsExactly("a told");
    }

    /** What is handed on may be written, too, before that returns. */
    @Test
    void whatIsWrittenOnThatAccountIsToldBehindIt() {
        Completions.Batch batch = completions.begin();
        batch.call(new Message("a", this::writeAnother), null);
        batch.call(new Message("b", null), null);
        batch.end();
        executor.runAll();
        assertThat(events).containsExactly("a written", "b written", "c written", "a told", "b told", "c told");
    }

    @Test
    void andOnceForABatch() {
        Completions.Batch batch = completions.begin();
        batch.call(new Message("a", () -> events.add("handed on")), null);
        batch.call(new Message("b", () -> events.add("handed on")), null);
        batch.end();
        assertThat(events).containsExactly("a written", "b written", "handed on");
    }

    private void writeAnother() {
        Completions.Batch batch = completions.begin();
        batch.call(new Message("c", null), null);
        batch.end();
    }

    private final class Message implements SendCompletion {
        private final String name;
        private final @Nullable Runnable afterwards;

        Message(String name, @Nullable Runnable afterwards) {
            this.name = name;
            this.afterwards = afterwards;
        }

        @Override
        public boolean isQuick() {
            return false;
        }

        @Override
        public @Nullable Runnable written() {
            events.add(name + " written");
            return afterwards;
        }

        @Override
        public void onResult(SendResult result) {
            events.add(name + " told");
        }
    }
}
