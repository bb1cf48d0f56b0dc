package dev.mooring.tyrus.engine;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PulseTest {

    private final VirtualTime time = VirtualTime.create();
    private final AtomicLong stopped = new AtomicLong();

    @Test
    void itBeatsOnlyWhileSomebodyListens() {
        Pulse pulse = pulse(ofSeconds(10));
        assertThat(time.pending()).isZero();
        Counter first = new Counter();
        Counter second = new Counter();
        pulse.add(first);
        pulse.add(second);
        assertThat(time.pending()).isEqualTo(1);
        time.advance(ofSeconds(1));
        assertThat(first.beats).isEqualTo(10);
        pulse.remove(first);
        assertThat(time.pending()).isEqualTo(1);
        pulse.remove(second);
        assertThat(time.pending()).isZero();
        time.advance(ofSeconds(1));
        assertThat(second.beats).isEqualTo(10);
        pulse.add(first);
        time.advance(ofMillis(100));
        assertThat(first.beats).isEqualTo(11);
    }

    @Test
    void itIsAsFineAsTheShortestTimeoutNeeds() {
        assertThat(beatsWithinASecond(ofSeconds(60))).isEqualTo(10);
        assertThat(beatsWithinASecond(ofMillis(500))).isEqualTo(20);
        assertThat(beatsWithinASecond(ofMillis(1))).isEqualTo(200);
    }

    @Test
    void theCoarseTimeIsThatOfTheLastBeat() {
        Pulse pulse = pulse(ofSeconds(10));
        pulse.add(new Counter());
        long start = time.nanos();
        time.advance(ofMillis(199));
        assertThat(pulse.now()).isEqualTo(start + ofMillis(100).toNanos());
    }

    @Test
    void timeThatPassedWhileNobodyListenedIsNoLapse() {
        Pulse pulse = pulse(ofSeconds(10));
        time.advance(ofHours(1));
        Counter late = new Counter();
        pulse.add(late);
        time.advance(ofSeconds(1));
        assertThat(late.lapses).isEmpty();
    }

    @Test
    void aStoppedProcessIsToldOnceAndLittleDelaysAreNot() {
        Pulse pulse = pulse(ofSeconds(10));
        Counter counter = new Counter();
        pulse.add(counter);
        time.advance(ofSeconds(1));
        stopped.addAndGet(ofMillis(900).toNanos());
        time.advance(ofSeconds(1));
        assertThat(counter.lapses).isEmpty();
        stopped.addAndGet(ofSeconds(60).toNanos());
        time.advance(ofSeconds(1));
        assertThat(counter.lapses).containsExactly(ofSeconds(60).toNanos());
    }

    @Test
    void aBeatThatThrowsDoesNotKeepOthersFromTheirs() {
        Pulse pulse = pulse(ofSeconds(10));
        Counter counter = new Counter();
        pulse.add((now, lapse) -> {
            throw new IllegalStateException("a broken beat");
        });
        pulse.add(counter);
        time.advance(ofSeconds(1));
        assertThat(counter.beats).isEqualTo(10);
    }

    @Test
    void itGoesOnThoughWhetherPeersAreHeardCannotBeFoundOut() {
        Pulse pulse = pulse(ofSeconds(10));
        pulse.listenTo(() -> {
            throw new AssertionError("thrown by a test, as if no thread could be made");
        });
        Counter counter = new Counter();
        pulse.add(counter);
        time.advance(ofSeconds(1));
        assertThat(counter.beats).isEqualTo(10);
        assertThat(counter.lapses).as("no silence is held against them").hasSize(10);
    }

    @Test
    void anExecutorThatTakesNoTasksIsAskedAgain() {
        AtomicBoolean poor = new AtomicBoolean(true);
        Probe probe = new Probe(task -> {
            if (poor.get()) {
                throw new AssertionError("thrown by a test, as if no thread could be made");
            }
            task.run();
        });
        assertThat(probe.cameThrough()).isFalse();
        poor.set(false);
        assertThat(probe.cameThrough()).isTrue();
        assertThat(probe.cameThrough()).isTrue();
    }

    private int beatsWithinASecond(Duration shortest) {
        Counter counter = new Counter();
        Pulse pulse = pulse(shortest);
        pulse.add(counter);
        time.advance(ofSeconds(1));
        pulse.remove(counter);
        return counter.beats;
    }

    private Pulse pulse(Duration shortest) {
        return new Pulse(time.scheduler(), () -> time.nanos() + stopped.get(), shortest);
    }

    private static final class Counter implements Pulse.Beat {
        private final List<Long> lapses = new ArrayList<>();
        private int beats;

        @Override
        public void beat(long now, long lapse) {
            beats++;
            if (lapse > 0) {
                lapses.add(lapse);
            }
        }
    }
}
