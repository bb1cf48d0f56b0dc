package dev.mooring.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ManualExecutorTest {
    private final ManualExecutor executor = new ManualExecutor();
    private final List<String> ran = new ArrayList<>();

    @Test
    void nothingRunsByItself() {
        executor.execute(() -> ran.add("a"));

        assertThat(ran).isEmpty();
        assertThat(executor.pending()).isOne();
    }

    @Test
    void runNextRunsTheOldestTaskOnly() {
        executor.execute(() -> ran.add("a"));
        executor.execute(() -> ran.add("b"));

        assertThat(executor.runNext()).isTrue();

        assertThat(ran).containsExactly("a");
        assertThat(executor.pending()).isOne();
    }

    @Test
    void runNextSaysWhenNothingWaits() {
        assertThat(executor.runNext()).isFalse();
    }

    @Test
    void runAllAlsoRunsWhatTasksSubmit() {
        executor.execute(() -> executor.execute(() -> ran.add("inner")));
        executor.execute(() -> ran.add("second"));

        assertThat(executor.runAll()).isEqualTo(3);
        assertThat(ran).containsExactly("second", "inner");
    }

    @Test
    void failureIsThrownAndTheRestStaysQueued() {
        executor.execute(() -> {
            throw new IllegalArgumentException("broken");
        });
        executor.execute(() -> ran.add("b"));

        assertThatThrownBy(executor::runAll).hasMessage("broken");
        assertThat(executor.pending()).isOne();
    }

    @Test
    void tasksThatSubmitThemselvesForEverAreReported() {
        assertThatThrownBy(() -> {
                    executor.execute(this::resubmit);
                    executor.runAll();
                })
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("submit each other");
    }

    private void resubmit() {
        executor.execute(this::resubmit);
    }
}
