package dev.mooring.tyrus.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.testkit.ManualExecutor;
import dev.mooring.tyrus.transport.SendCompletion;
import jakarta.websocket.SendResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompletionsTest {

    private final ManualExecutor executor = new ManualExecutor(); // nothing runs: as behind a handler that blocks
    private final Completions completions = new Completions(executor);
    private final List<String> told = new ArrayList<>();

    /** It has to be back in its place before the next connection is there. */
    @Test
    void aMessageThatWasNotWrittenComesBackThoughAHandlerBeforeItBlocks() {
        completions.call(new Message("written"), null);
        completions.call(new Message("alone"), new IOException("broken"));
        Completions.Batch batch = completions.begin();
        batch.call(new Message("in a batch"), new IOException("broken"));
        batch.end();
        assertThat(told).containsExactly("alone failed", "in a batch failed");
        executor.runAll();
        assertThat(told).endsWith("written").hasSize(3);
    }

    @Test
    void aHandlerOfTheApplicationsHearsOfAFailureInItsTurn() {
        completions.call(result -> told.add("first"), null);
        completions.call(result -> told.add(result.isOK() ? "written" : "failed"), new IOException("broken"));
        assertThat(told).isEmpty();
        executor.runAll();
        assertThat(told).containsExactly("first", "failed");
    }

    @Test
    void oneThatThrowsAnErrorKeepsNoOtherFromBeingTold() {
        Completions.Batch batch = completions.begin();
        batch.call(
                new Message("throws") {
                    @Override
                    public boolean isQuick() {
                        return true;
                    }

                    @Override
                    public void onResult(SendResult result) {
                        throw new AssertionError("thrown by a test");
                    }
                },
                null);
        batch.call(result -> told.add("next"), null);
        batch.end();
        executor.runAll();
        assertThat(told).containsExactly("next");
    }

    /** Its success is told to the application, its failure is not. */
    private class Message implements SendCompletion {
        private final String name;

        Message(String name) {
            this.name = name;
        }

        @Override
        public boolean isQuick() {
            return false;
        }

        @Override
        public boolean isQuickToFail() {
            return true;
        }

        @Override
        public void onResult(SendResult result) {
            told.add(result.isOK() ? name : name + " failed");
        }
    }
}
