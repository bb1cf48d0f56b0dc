package dev.mooring.tyrus.engine;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.testkit.ManualExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A container that closes loses no errand: ends and completions wait behind them. */
class WorkshopCloseTest {

    private final World world = new World();

    @Test
    void whatWaitsToBeGivenToTheExecutorAgainIsGivenOnceMore() {
        ManualExecutor executor = new ManualExecutor();
        AtomicBoolean full = new AtomicBoolean(true);
        world.executor = task -> {
            if (full.get()) {
                throw new AssertionError("thrown by a test, as if no thread could be made");
            }
            executor.execute(task);
        };
        AtomicInteger runs = new AtomicInteger();
        world.container().workshop().execute(runs::incrementAndGet);
        world.time.advance(ofMillis(25));
        assertThat(runs).hasValue(0);
        full.set(false);
        world.container().close();
        executor.runAll();
        world.time.advance(ofMillis(100));
        executor.runAll();
        assertThat(runs).hasValue(1);
    }

    @Test
    void andRunsWhereTheExecutorStillHasNoThread() throws Exception {
        world.executor = task -> {
            throw new AssertionError("thrown by a test, as if no thread could be made");
        };
        CompletableFuture<String> ran = new CompletableFuture<>();
        world.container().workshop().execute(() -> ran.complete("ran"));
        world.container().close();
        assertThat(ran.get(20, TimeUnit.SECONDS)).isEqualTo("ran");
    }

    @Test
    void whatNoThreadOfOurOwnWasFreeForIsRunAllTheSame() throws Exception {
        world.executor = null;
        int threads = Math.max(16, 4 * Runtime.getRuntime().availableProcessors());
        CountDownLatch blocked = new CountDownLatch(threads);
        CountDownLatch never = new CountDownLatch(1);
        List<CompletableFuture<Integer>> waiting = new ArrayList<>();
        Workshop workshop = world.container().workshop();
        for (int i = 0; i < threads; i++) {
            workshop.execute(() -> {
                blocked.countDown();
                awaitDeaf(never);
            });
        }
        blocked.await();
        for (int i = 0; i < 3; i++) {
            int number = i;
            CompletableFuture<Integer> task = new CompletableFuture<>();
            waiting.add(task);
            workshop.execute(() -> task.complete(number));
        }
        try {
            world.container().close();
            for (int i = 0; i < 3; i++) {
                assertThat(waiting.get(i).get(20, TimeUnit.SECONDS)).isEqualTo(i);
            }
        } finally {
            never.countDown();
        }
    }

    /** Not even an interrupt ends it. */
    private static void awaitDeaf(CountDownLatch latch) {
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                // as some callbacks do
            }
        }
    }
}
