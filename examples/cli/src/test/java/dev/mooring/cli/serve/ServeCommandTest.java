package dev.mooring.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class ServeCommandTest {

    private final CompletableFuture<Void> drain = new CompletableFuture<>();
    private final CompletableFuture<Integer> stop = new CompletableFuture<>();

    @Test
    void aDrainThatFailsEndsTheProcessWith1() {
        ServeCommand.follow(drain, stop);
        assertThat(stop).isNotDone();
        drain.completeExceptionally(new CompletionException(new IllegalStateException("sessions left: 3")));
        assertThat(stop).isCompletedWithValue(1);
    }

    @Test
    void aDrainThatIsOverEndsTheProcessWith0() {
        ServeCommand.follow(drain, stop);
        drain.complete(null);
        assertThat(stop).isCompletedWithValue(0);
    }
}
