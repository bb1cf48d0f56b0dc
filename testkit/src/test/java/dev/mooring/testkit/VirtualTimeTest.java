package dev.mooring.testkit;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class VirtualTimeTest {
    private final VirtualTime time = VirtualTime.create();
    private final List<String> ran = new ArrayList<>();

    @Test
    void standsStillUntilAdvanced() {
        long nanos = time.nanos();
        Instant instant = time.clock().instant();

        assertThat(time.nanos()).isEqualTo(nanos);
        assertThat(time.clock().instant()).isEqualTo(instant);
    }

    @Test
    void tickerAndClockMoveTogetherToTheNanosecond() {
        long nanos = time.nanos();
        Instant instant = time.clock().instant();

        time.advance(Duration.ofSeconds(3, 7));

        assertThat(time.nanos() - nanos).isEqualTo(3_000_000_007L);
        assertThat(time.clock().instant()).isEqualTo(instant.plusNanos(3_000_000_007L));
        assertThat(time.elapsed()).isEqualTo(Duration.ofSeconds(3, 7));
    }

    @Test
    void clockInAnotherZoneShowsTheSameInstant() {
        var paris = time.clock().withZone(ZoneId.of("Europe/Paris"));
        time.advance(Duration.ofHours(1));

        assertThat(paris.getZone()).isEqualTo(ZoneId.of("Europe/Paris"));
        assertThat(paris.instant()).isEqualTo(time.clock().instant());
    }

    @Test
    void taskRunsAtExactlyItsTime() {
        time.scheduler().schedule(() -> ran.add(time.elapsed().toString()), 5, SECONDS);

        time.advance(Duration.ofSeconds(5).minusNanos(1));
        assertThat(ran).isEmpty();

        time.advance(Duration.ofNanos(1));
        assertThat(ran).containsExactly("PT5S");
    }

    @Test
    void longAdvanceShowsEachTaskItsOwnMoment() {
        time.scheduler().schedule(() -> ran.add("b at " + time.elapsed()), 2, SECONDS);
        time.scheduler().schedule(() -> ran.add("a at " + time.elapsed()), 1, SECONDS);

        time.advance(Duration.ofSeconds(10));

        assertThat(ran).containsExactly("a at PT1S", "b at PT2S");
        assertThat(time.elapsed()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void tasksDueTogetherRunInTheOrderOfTheirSubmission() {
        for (String name : List.of("a", "b", "c")) {
            time.scheduler().schedule(() -> ran.add(name), 1, SECONDS);
        }
        time.advance(Duration.ofSeconds(1));

        assertThat(ran).containsExactly("a", "b", "c");
    }

    @Test
    void taskThatBecomesDueThroughAnotherRunsInTheSameAdvance() {
        time.scheduler().schedule(() -> time.scheduler().schedule(() -> ran.add("inner"), 1, SECONDS), 1, SECONDS);

        time.advance(Duration.ofSeconds(2));

        assertThat(ran).containsExactly("inner");
    }

    @Test
    void advancingByNothingRunsWhatHasNoDelay() {
        time.scheduler().execute(() -> ran.add("executed"));
        time.scheduler().schedule(() -> ran.add("late"), -1, SECONDS);

        time.advance(Duration.ZERO);

        assertThat(ran).containsExactly("executed", "late");
    }

    @Test
    void advanceToNextStopsAtTheNextMomentAndSaysHowFarItWas() {
        time.scheduler().schedule(() -> ran.add("a"), 1, SECONDS);
        time.scheduler().schedule(() -> ran.add("also a"), 1, SECONDS);
        time.scheduler().schedule(() -> ran.add("b"), 4, SECONDS);

        assertThat(time.untilNext()).contains(Duration.ofSeconds(1));
        assertThat(time.advanceToNext()).isEqualTo(Duration.ofSeconds(1));
        assertThat(ran).containsExactly("a", "also a");
        assertThat(time.advanceToNext()).isEqualTo(Duration.ofSeconds(3));
        assertThat(time.untilNext()).isEmpty();
        assertThatThrownBy(time::advanceToNext).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void tickerMayOverflowWithoutDisturbingAnything() {
        VirtualTime late = VirtualTime.startingAt(Long.MAX_VALUE);
        late.scheduler().schedule(() -> ran.add("a"), 1, SECONDS);

        late.advance(Duration.ofSeconds(1));

        assertThat(late.nanos()).isNegative();
        assertThat(ran).containsExactly("a");
    }

    @Test
    void infiniteDelayMeansNever() {
        time.advance(Duration.ofSeconds(1));
        time.scheduler().schedule(() -> ran.add("never"), Long.MAX_VALUE, NANOSECONDS);

        time.advance(Duration.ofDays(10_000));

        assertThat(ran).isEmpty();
        assertThat(time.pending()).isOne();
    }

    @Test
    void negativeAdvanceIsRefused() {
        assertThatThrownBy(() -> time.advance(Duration.ofSeconds(-1))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void taskMustNotAdvance() {
        time.scheduler().execute(() -> time.advance(Duration.ofSeconds(1)));

        assertThatThrownBy(() -> time.advance(Duration.ZERO))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("already being advanced");
        time.advance(Duration.ZERO);
    }

    @Test
    void tasksThatScheduleEachOtherForEverAreReported() {
        time.scheduler().execute(this::again);

        assertThatThrownBy(() -> time.advance(Duration.ZERO)).hasMessageContaining("schedule each other");
    }

    private void again() {
        time.scheduler().execute(this::again);
    }

    @Test
    void tasksFromManyThreadsAllRun() throws InterruptedException {
        CountDownLatch scheduled = new CountDownLatch(8);
        for (int thread = 0; thread < 8; thread++) {
            new Thread(() -> {
                        for (int task = 0; task < 100; task++) {
                            time.scheduler().schedule(() -> ran.add("x"), task, SECONDS);
                        }
                        scheduled.countDown();
                    })
                    .start();
        }
        assertThat(scheduled.await(10, SECONDS)).isTrue();

        time.advance(Duration.ofSeconds(100));

        assertThat(ran).hasSize(800);
    }
}
