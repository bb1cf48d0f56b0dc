package dev.mooring.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeliveryCheckTest {

    private final DeliveryCheck check = new DeliveryCheck(4711);

    @BeforeEach
    void threeAreSent() {
        check.next("a");
        check.next("a");
        check.next("a");
    }

    @Test
    void allOnceAndInOrderIsClean() {
        handle(1, 2, 3);
        assertThatCode(check::requireClean).doesNotThrowAnyException();
        assertThat(check.handledFrom("a")).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "node 1", "node\t1", "node\n1"})
    void aSenderIsNamedByOneWord(String sender) {
        assertThatThrownBy(() -> check.next(sender))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("one word, but is '" + sender + "'");
    }

    @Test
    void aMissingOneIsLost() {
        handle(1, 3);
        assertThatThrownBy(check::requireClean).hasMessageContaining("1 lost").hasMessageContaining("lost a#2");
    }

    @Test
    void oneHandledTwiceIsRepeated() {
        handle(1, 2, 2, 3);
        assertThatThrownBy(check::requireClean)
                .hasMessageContaining("1 repeated")
                .hasMessageContaining("0 lost");
    }

    @Test
    void oneAfterALaterOneIsOutOfOrder() {
        handle(1, 3, 2);
        assertThatThrownBy(check::requireClean).hasMessageContaining("1 out of order");
    }

    @Test
    void oneThatWasNeverSentDoesNotPass() {
        handle(1, 2, 3, 4);
        assertThat(check.report().isClean()).isFalse();
    }

    @Test
    void oneThatWasNeverSentStandsForNoOther() {
        handle(1, 2, 4);
        assertThat(check.report()).returns(1L, DeliveryCheck.Report::lost).returns(1L, DeliveryCheck.Report::repeated);
        handle(3);
        assertThat(check.report())
                .returns(0L, DeliveryCheck.Report::lost)
                .returns(1L, DeliveryCheck.Report::repeated)
                .returns(0L, DeliveryCheck.Report::disordered);
    }

    @Test
    void aSenderThatSentNothingDoesNotPass() {
        handle(1, 2, 3);
        check.handled("b#1");
        assertThatThrownBy(check::requireClean)
                .hasMessageContaining("3 sent, 0 lost, 1 repeated")
                .hasMessageContaining("never sent b#1");
    }

    @Test
    void whatIsSentDuringAReportWasSent() {
        CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < 20_000; i++) {
                check.handled(check.next("b"));
            }
        });
        while (!sending.isDone()) {
            assertThat(check.report().repeated()).isZero();
        }
        sending.join();
    }

    @Test
    void sendersAreComparedEachByItself() {
        check.next("b");
        handle(1, 2);
        check.handled("b#1 with content");
        handle(3);
        assertThat(check.report().isClean()).isTrue();
    }

    @Test
    void theReportTellsTheSeed() {
        assertThatThrownBy(check::requireClean).hasMessageContaining("seed 4711");
    }

    @Test
    void aForeignMessageIsRefused() {
        assertThatThrownBy(() -> check.handled("hello")).hasMessageContaining("hello");
    }

    @Test
    void whatTwoProcessesLoggedIsComparedTogether(@TempDir Path directory) throws Exception {
        DeliveryCheck other = new DeliveryCheck(4711);
        other.handled("a#1");
        other.handled("a#3");
        other.next("b");
        other.save(directory.resolve("log"));
        check.handled("b#1");
        check.add(directory.resolve("log"));
        assertThatThrownBy(check::requireClean)
                .hasMessageContaining("4 sent, 1 lost, 0 repeated")
                .hasMessageContaining("lost a#2");
    }

    @Test
    void aSenderOfBothProcessesIsRefused(@TempDir Path directory) throws Exception {
        check.save(directory.resolve("log"));
        assertThatThrownBy(() -> check.add(directory.resolve("log"))).hasMessageContaining("sent a#1");
    }

    private void handle(int... numbers) {
        for (int number : numbers) {
            check.handled("a#" + number);
        }
    }
}
