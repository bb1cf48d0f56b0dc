package dev.mooring.websocket.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
    void pacingAsksAfterAHundredMessagesOrTwoHundredMilliseconds() {
        Pacing pacing = new Pacing(0, 0);
        assertThat(pacing.isDue(0, 0)).isFalse();
        assertThat(pacing.isDue(1, 0)).isTrue();
        assertThat(pacing.isDue(100, 1)).isFalse();
        assertThat(pacing.isDue(101, 1)).isTrue();
        assertThat(pacing.isDue(102, Pacing.NANOS)).isFalse();
        assertThat(pacing.isDue(102, Pacing.NANOS + 1)).isTrue();
        assertThat(pacing.isDue(102, 100 * Pacing.NANOS)).isFalse();
    }
}
