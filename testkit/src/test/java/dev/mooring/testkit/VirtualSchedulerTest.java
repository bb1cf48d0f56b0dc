package dev.mooring.testkit;

import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import org.junit.jupiter.api.Test;

class VirtualSchedulerTest {
    private final VirtualTime time = VirtualTime.create();
    private final ScheduledExecutorService scheduler = time.scheduler();
    private final List<Long> seconds = new ArrayList<>();

    private void note() {
        seconds.add(time.elapsed().toSeconds());
    }

    @Test
    void resultOfACallableIsInItsFuture() throws Exception {
        ScheduledFuture<String> future = scheduler.schedule(() -> "done", 1, SECONDS);
        assertThat(future.isDone()).isFalse();

        time.advance(Duration.ofSeconds(1));

        assertThat(future.get()).isEqualTo("done");
    }

    @Test
    void failureOfAScheduledTaskIsInItsFuture() {
        Callable<Void> broken = () -> {
            throw new IllegalArgumentException("broken");
        };
        Future<?> future = scheduler.schedule(broken, 1, SECONDS);

        time.advance(Duration.ofSeconds(1));

        assertThatThrownBy(future::get).isInstanceOf(ExecutionException.class).hasRootCauseMessage("broken");
    }

    @Test
    void failureOfAnExecutedTaskIsThrownByAdvance() {
        scheduler.execute(() -> {
            throw new IllegalArgumentException("broken");
        });

        assertThatThrownBy(() -> time.advance(Duration.ZERO)).hasMessage("broken");
        assertThat(time.pending()).isZero();
    }

    @Test
    void submittedTaskRunsWithTheNextAdvance() throws Exception {
        Future<Integer> future = scheduler.submit(() -> 42);

        time.advance(Duration.ZERO);

        assertThat(future.get()).isEqualTo(42);
    }

    @Test
    void fixedRateRunsAtEachPeriod() {
        scheduler.scheduleAtFixedRate(this::note, 1, 10, SECONDS);

        time.advance(Duration.ofSeconds(31));

        assertThat(seconds).containsExactly(1L, 11L, 21L, 31L);
        assertThat(time.pending()).isOne();
    }

    @Test
    void fixedDelayRunsAtEachDelay() {
        scheduler.scheduleWithFixedDelay(this::note, 0, 5, SECONDS);

        time.advance(Duration.ofSeconds(12));

        assertThat(seconds).containsExactly(0L, 5L, 10L);
    }

    @Test
    void periodicTaskThatFailsDoesNotRunAgain() {
        Future<?> future = scheduler.scheduleAtFixedRate(
                () -> {
                    note();
                    throw new IllegalStateException("broken");
                },
                1,
                1,
                SECONDS);

        time.advance(Duration.ofSeconds(5));

        assertThat(seconds).containsExactly(1L);
        assertThat(future.isDone()).isTrue();
        assertThat(time.pending()).isZero();
    }

    @Test
    void cancelledTaskDoesNotRunAndIsNoLongerPending() {
        Future<?> future = scheduler.schedule(this::note, 1, SECONDS);

        assertThat(future.cancel(false)).isTrue();

        assertThat(time.pending()).isZero();
        time.advance(Duration.ofSeconds(1));
        assertThat(seconds).isEmpty();
    }

    @Test
    void periodicTaskMayCancelItself() {
        List<Future<?>> self = new ArrayList<>();
        self.add(scheduler.scheduleAtFixedRate(
                () -> {
                    note();
                    self.get(0).cancel(false);
                },
                1,
                1,
                SECONDS));

        time.advance(Duration.ofSeconds(5));

        assertThat(seconds).containsExactly(1L);
        assertThat(time.pending()).isZero();
    }

    @Test
    void periodicTaskMayBeCancelledByAnotherThreadWhenItHasJustRun() {
        VirtualTask<?> task = new VirtualTask<>((VirtualScheduler) scheduler, () -> null, 1) {
            @Override
            long period() {
                cancel(false); // the last moment before it is added
                return super.period();
            }
        };
        task.run();

        assertThat(task.isCancelled()).isTrue();
        assertThat(time.pending()).isZero();
    }

    @Test
    void delayShrinksAsTimeMoves() {
        ScheduledFuture<?> future = scheduler.schedule(this::note, 60, SECONDS);

        time.advance(Duration.ofSeconds(15));

        assertThat(future.getDelay(SECONDS)).isEqualTo(45);
    }

    @Test
    void periodMustBePositive() {
        assertThatThrownBy(() -> scheduler.scheduleAtFixedRate(this::note, 0, 0, SECONDS))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shutdownRejectsNewTasksRunsDelayedOnesAndEndsPeriodicOnes() {
        scheduler.schedule(this::note, 2, SECONDS);
        Future<?> periodic = scheduler.scheduleAtFixedRate(this::note, 1, 1, SECONDS);

        scheduler.shutdown();

        assertThat(periodic.isCancelled()).isTrue();
        assertThat(scheduler.isTerminated()).isFalse();
        assertThatThrownBy(() -> scheduler.execute(this::note)).isInstanceOf(RejectedExecutionException.class);
        time.advance(Duration.ofSeconds(5));
        assertThat(seconds).containsExactly(2L);
        assertThat(scheduler.isTerminated()).isTrue();
    }

    @Test
    void shutdownByAPeriodicTaskEndsThatTask() {
        scheduler.scheduleAtFixedRate(
                () -> {
                    note();
                    scheduler.shutdown();
                },
                1,
                1,
                SECONDS);

        time.advance(Duration.ofSeconds(5));

        assertThat(seconds).containsExactly(1L);
    }

    @Test
    void shutdownNowReturnsWhatDidNotRun() {
        Future<?> future = scheduler.schedule(this::note, 2, SECONDS);

        assertThat(scheduler.shutdownNow()).hasSize(1).first().isSameAs(future);

        assertThat(scheduler.isShutdown()).isTrue();
        assertThat(scheduler.isTerminated()).isTrue();
        assertThat(time.pending()).isZero();
    }

    @Test
    void awaitTerminationDoesNotWait() throws InterruptedException {
        scheduler.schedule(this::note, 2, SECONDS);
        scheduler.shutdown();

        assertThat(scheduler.awaitTermination(10, MINUTES)).isFalse();
        time.advance(Duration.ofSeconds(2));
        assertThat(scheduler.awaitTermination(10, MINUTES)).isTrue();
    }
}
