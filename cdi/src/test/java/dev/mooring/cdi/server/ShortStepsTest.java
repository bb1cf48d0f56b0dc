package dev.mooring.cdi.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ShortStepsTest {

    private final ScheduledThreadPoolExecutor server = new ScheduledThreadPoolExecutor(1);
    private final ShortSteps steps = new ShortSteps(server);

    @AfterEach
    void stop() {
        server.shutdownNow();
    }

    @Test
    void aTimerFiresAtItsTimeHoweverManyStepsThatTakes() {
        long start = System.nanoTime();
        AtomicLong fired = new AtomicLong();
        steps.schedule(() -> fired.set(System.nanoTime()), 1_300, TimeUnit.MILLISECONDS);
        await().until(() -> fired.get() != 0);
        assertThat(fired.get() - start).isGreaterThanOrEqualTo(1_300_000_000L);
    }

    @Test
    void aCancelledTimerLeavesTheServersQueueWithinASecond() {
        ScheduledFuture<?> timer = steps.schedule(() -> {}, 1, TimeUnit.HOURS);
        assertThat(server.getQueue()).hasSize(1);
        timer.cancel(false);
        await().until(() -> server.getQueue().isEmpty());
        assertThat(timer.isCancelled()).isTrue();
    }
}
