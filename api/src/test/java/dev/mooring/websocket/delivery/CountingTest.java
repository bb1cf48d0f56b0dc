package dev.mooring.websocket.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class CountingTest {

    private final Receiving receiving = new Receiving();
    private final Unacknowledged<String> sent = new Unacknowledged<>();

    @Test
    void aFencedConnectionCountsNoMore() {
        receiving.claim(1);
        assertThat(receiving.begin(1)).isTrue();
        assertThat(receiving.claim(2)).isEqualTo(1);
        assertThat(receiving.begin(1)).isFalse();
        assertThat(receiving.isWanted(1)).isFalse();
        assertThat(receiving.begin(2)).isTrue();
        assertThat(receiving.begun()).isEqualTo(2);
    }

    @Test
    void eachMessageIsInTheCountThatTheNextConnectionGoesOnFromOrRefused() throws Exception {
        ExecutorService old = Executors.newSingleThreadExecutor();
        try {
            for (long next = 2; next < 2_000; next++) {
                long connection = next - 1;
                long before = receiving.claim(connection);
                CountDownLatch counting = new CountDownLatch(1);
                Future<Long> begun = old.submit(() -> {
                    long count = 0;
                    while (receiving.begin(connection)) {
                        count++;
                        counting.countDown();
                    }
                    return count;
                });
                assertThat(counting.await(10, SECONDS)).isTrue();
                assertThat(receiving.claim(next) - before).isEqualTo(begun.get(10, SECONDS));
            }
        } finally {
            old.shutdownNow();
        }
    }

    @Test
    void whatTheOldConnectionBegunAfterTheCountWasToldIsSkippedOnce() {
        receiving.claim(1);
        long told = receiving.begun();
        receiving.begin(1);
        receiving.begin(1);
        receiving.claim(2, told);
        assertThat(receiving.isWanted(2)).isFalse();
        assertThat(receiving.begin(2)).isFalse();
        assertThat(receiving.begin(2)).isFalse();
        assertThat(receiving.isWanted(2)).isTrue();
        assertThat(receiving.begin(2)).isTrue();
        assertThat(receiving.begun()).isEqualTo(3);
    }

    @Test
    void aHandlerThatRunsDuringTheTakeoverIsBegunAndNotProcessed() {
        receiving.claim(1);
        receiving.begin(1);
        assertThat(receiving.claim(2)).isEqualTo(1);
        assertThat(receiving.processed()).isZero();
        receiving.finish();
        assertThat(receiving.processed()).isEqualTo(1);
    }

    @Test
    void anAcknowledgementReleasesWhatIsCoversInOrder() throws Exception {
        sent.add("a");
        sent.add("b");
        sent.add("c");
        assertThat(sent.acknowledge(2)).containsExactly("a", "b");
        assertThat(sent.acknowledge(1)).isEmpty();
        assertThat(sent.after(0)).containsExactly("c");
        assertThat(sent.handed()).isEqualTo(3);
    }

    @Test
    void anAcknowledgementOfWhatWasNeverSentIsRefused() {
        sent.add("a");
        assertThatThrownBy(() -> sent.acknowledge(2)).isInstanceOf(ProtocolException.class);
        assertThatThrownBy(() -> sent.acknowledge(Long.MAX_VALUE)).isInstanceOf(ProtocolException.class);
        assertThat(sent.size()).isEqualTo(1);
    }

    @Test
    void whatIsTakenBackHasItsNumberAgainWhenItIsHandedOverAgain() throws Exception {
        sent.add("a");
        sent.add("b");
        sent.add("c");
        sent.acknowledge(1);
        assertThat(sent.takeBackAfter(2)).containsExactly("c");
        assertThat(sent.handed()).isEqualTo(2);
        sent.add("c");
        assertThat(sent.acknowledge(3)).containsExactly("b", "c");
    }

    @Test
    void anAcknowledgementIsDueAfterAHundredMessagesOrTwoHundredMilliseconds() {
        Pacing pacing = new Pacing(0, 0);
        assertThat(pacing.delay(0, 0)).isEqualTo(Pacing.NOT_YET);
        assertThat(pacing.delay(1, 0)).as("the last one was long ago").isZero();
        pacing.told(1, 0);
        assertThat(pacing.delay(100, Pacing.NANOS - 1)).isEqualTo(Pacing.NOT_YET);
        assertThat(pacing.delay(101, Pacing.NANOS - 1)).isZero();
        assertThat(pacing.delay(1, Pacing.NANOS)).isEqualTo(Pacing.NOT_YET);
        assertThat(pacing.delay(2, Pacing.NANOS)).isZero();
    }

    @Test
    void betweenTwoAcknowledgementsAreFiveMillisecondsHoweverFastTheMessagesCome() {
        Pacing pacing = new Pacing(0, 0);
        pacing.told(1_000, 0);
        assertThat(pacing.isNews(1_000)).isFalse();
        assertThat(pacing.isNews(1_001)).isTrue();
        assertThat(pacing.delay(5_000, 500)).isEqualTo(Pacing.APART_NANOS - 500);
        assertThat(pacing.delay(5_000, Pacing.APART_NANOS)).isZero();
        assertThat(pacing.delay(5_000, -Pacing.NANOS)).as("an old time").isEqualTo(Pacing.APART_NANOS);
    }

    @Test
    void soManyThatTheirSenderMayBeWaitingAreAcknowledgedSooner() {
        Pacing pacing = new Pacing(0, 0);
        pacing.told(1_000, 0);
        assertThat(pacing.delay(5_095, 500)).isEqualTo(Pacing.APART_NANOS - 500);
        assertThat(pacing.delay(5_096, 500)).isZero();
    }

    @Test
    void aFewThatAreSoLargeThatTheirSenderMayHaveNoRoomAreAcknowledgedAtOnce() {
        Pacing pacing = new Pacing(0, 0);
        pacing.told(1, 0);
        pacing.handled(Pacing.BYTES - 1);
        assertThat(pacing.delay(2, 500)).isEqualTo(Pacing.NOT_YET);
        pacing.handled(1);
        assertThat(pacing.delay(1, 500)).as("no message is whole").isEqualTo(Pacing.NOT_YET);
        assertThat(pacing.delay(2, 500)).isZero();
        pacing.told(2, 500);
        pacing.handled(Pacing.BYTES - 1);
        assertThat(pacing.delay(3, 600)).isEqualTo(Pacing.NOT_YET);
    }

    @Test
    void aTextCountsForNoLessThanItsBytes() {
        assertThat(Pacing.weigh("m".repeat(1000))).isEqualTo(1000);
        for (String text : List.of(
                "", "m", "\u4e2d", "\u4e2d".repeat(1000), "m\u4e2d\u4e2d".repeat(800), "m\u4e2d".repeat(1000))) {
            assertThat(Pacing.weigh(text)).isGreaterThanOrEqualTo(text.getBytes(UTF_8).length);
        }
    }

    @Test
    void aReminderComesALittleLateAndRarelyWhileMessagesDo() {
        Pacing pacing = new Pacing(0, 0);
        assertThat(pacing.remindIn(5)).isEqualTo(5 + Pacing.LATE_NANOS);
        pacing.reminded(false);
        assertThat(pacing.remindIn(5)).isEqualTo(Pacing.UNNEEDED_NANOS);
        pacing.reminded(true);
        assertThat(pacing.remindIn(5)).isEqualTo(5 + Pacing.LATE_NANOS);
    }
}
