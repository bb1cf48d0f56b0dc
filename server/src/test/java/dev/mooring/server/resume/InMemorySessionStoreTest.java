package dev.mooring.server.resume;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class InMemorySessionStoreTest {

    /** For a session that is told there is no room ends. */
    @Test
    void whoAsksForTooMuchTakesNoRoomFromOthersMeanwhile() throws Exception {
        SessionStore store = SessionStore.inMemory(1, 100);
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<Boolean> greedy = CompletableFuture.supplyAsync(
                () -> {
                    boolean taken = false;
                    while (!over.get()) {
                        taken |= store.take(101);
                    }
                    return taken;
                },
                task -> new Thread(task, "the greedy one").start());
        try {
            for (int i = 0; i < 1_000_000; i++) {
                assertThat(store.take(1)).as("in round %d", i).isTrue();
                store.giveBack(1);
            }
        } finally {
            over.set(true);
        }
        assertThat(greedy.get()).isFalse();
        assertThat(store.bytes()).isZero();
    }
}
