package dev.mooring.tyrus.netty;

import static io.netty.channel.SelectStrategy.CONTINUE;
import static io.netty.channel.SelectStrategy.SELECT;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.concurrent.FastThreadLocal;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When an event loop looks again before it sleeps; this thread is the loop. */
class AdaptivePollingTest {

    private static final long SHORT = TimeUnit.MICROSECONDS.toNanos(15);
    private static final long LONG = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long STEP = TimeUnit.MICROSECONDS.toNanos(1);
    private static final int ENOUGH = 4; // for the longest time

    private final AdaptivePolling polling = new AdaptivePolling(() -> this.now, true);
    private long now = 1;
    private int ready;
    private int looks;

    @BeforeEach
    void handlersRunHere() {
        FastThreadLocal.removeAll();
        LoopTools.current().handlersRunHere();
    }

    @AfterEach
    void forget() {
        FastThreadLocal.removeAll();
    }

    @Test
    void sleepsAtOnceAsLongAsNothingIsKnown() throws Exception {
        assertThat(next()).isEqualTo(SELECT);
        sleepUntilRead(LONG);
        assertThat(next()).isEqualTo(SELECT);
        assertThat(looks).isZero();
    }

    @Test
    void looksOnceAnAnswerHasComeSoon() throws Exception {
        quickAnswers(1);
        assertThat(next()).isEqualTo(CONTINUE);
        ready = 1;
        now += STEP;
        assertThat(next()).as("the number of channels that are ready").isEqualTo(1);
    }

    @Test
    void looksForABoundedTimeAndSleepsThen() throws Exception {
        quickAnswers(ENOUGH);
        assertThat(lookedFor()).isEqualTo(AdaptivePolling.MOST_NANOS);
        LoopTools.current().read(); // just in time to count as soon
        assertThat(lookedFor()).isEqualTo(AdaptivePolling.MOST_NANOS);
    }

    @Test
    void longWaitsMakeItStopLooking() throws Exception {
        quickAnswers(ENOUGH);
        long before = lookedFor();
        sleepUntilRead(LONG);
        assertThat(lookedFor()).isEqualTo(before / 2);
        for (int i = 0; i < 10; i++) {
            sleepUntilRead(LONG);
            lookedFor();
        }
        looks = 0;
        sleepUntilRead(LONG);
        assertThat(next()).isEqualTo(SELECT);
        assertThat(looks).isZero();
    }

    /** Many connections answer better together: less is left for each of them to do alone. */
    @Test
    void answersOfSeveralPeersAreNoReasonToLook() throws Exception {
        for (int i = 0; i < ENOUGH; i++) {
            assertThat(next()).isEqualTo(SELECT);
            sleepUntilRead(SHORT);
            LoopTools.current().read();
        }
        assertThat(next()).isEqualTo(SELECT);
        assertThat(looks).isZero();
    }

    @Test
    void severalThatAreReadyAtOnceMakeItLookForLess() throws Exception {
        quickAnswers(ENOUGH);
        assertThat(next()).isEqualTo(CONTINUE);
        ready = 2;
        assertThat(next()).isEqualTo(2);
        ready = 0;
        assertThat(lookedFor()).isEqualTo(AdaptivePolling.MOST_NANOS / 2);
    }

    /** A thread that sends wakes the loop all the time: that time is not to be taken from it. */
    @Test
    void aSleepThatATaskEndsIsNoReasonToLook() throws Exception {
        for (int i = 0; i < 10; i++) {
            assertThat(next()).isEqualTo(SELECT);
            now += SHORT;
            polling.calculateStrategy(this::look, true);
        }
        assertThat(next()).isEqualTo(SELECT);
    }

    @Test
    void whatWasReadBeforeASleepDoesNotSpeakForIt() throws Exception {
        quickAnswers(ENOUGH);
        assertThat(next()).isEqualTo(CONTINUE);
        ready = 1;
        assertThat(next()).isEqualTo(1);
        LoopTools.current().read();
        ready = 0;
        assertThat(lookedFor()).isEqualTo(AdaptivePolling.MOST_NANOS);
        polling.calculateStrategy(this::look, true); // a task ends the sleep
        assertThat(lookedFor()).isEqualTo(AdaptivePolling.MOST_NANOS / 2);
    }

    @Test
    void tasksAreNotHeldUp() throws Exception {
        quickAnswers(ENOUGH);
        assertThat(next()).isEqualTo(CONTINUE);
        assertThat(polling.calculateStrategy(this::look, true)).isZero();
        ready = 2;
        assertThat(polling.calculateStrategy(this::look, true)).isEqualTo(2);
    }

    @Test
    void whereHandlersRunElsewhereTheProcessorIsTheirs() throws Exception {
        FastThreadLocal.removeAll();
        assertSleepsAtOnce(polling);
    }

    @Test
    void itCanBeSwitchedOff() throws Exception {
        assertSleepsAtOnce(new AdaptivePolling(() -> now, false));
    }

    private void assertSleepsAtOnce(AdaptivePolling other) throws Exception {
        for (int i = 0; i < 10; i++) {
            assertThat(other.calculateStrategy(this::look, false)).isEqualTo(SELECT);
            sleepUntilRead(SHORT);
        }
        assertThat(looks).isZero();
    }

    /** Sleeps that an answer ends soon. */
    private void quickAnswers(int number) throws Exception {
        for (int i = 0; i < number; i++) {
            lookedFor();
            now += STEP; // longer than it has looked, but not by much
            LoopTools.current().read();
        }
    }

    /** How long it looks until it sleeps. */
    private long lookedFor() throws Exception {
        long start = now;
        while (next() != SELECT) {
            now += STEP;
        }
        return now - start;
    }

    private void sleepUntilRead(long time) {
        now += time;
        LoopTools.current().read();
    }

    private int next() throws Exception {
        return polling.calculateStrategy(this::look, false);
    }

    private int look() {
        looks++;
        return ready;
    }
}
