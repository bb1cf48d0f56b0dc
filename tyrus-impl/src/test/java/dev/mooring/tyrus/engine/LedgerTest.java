package dev.mooring.tyrus.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.websocket.Outbox;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LedgerTest {

    @Test
    void bothBoundsHold() {
        Ledger ledger = new Ledger(Outbox.ofMessages(2).ofBytes(10));
        assertThat(ledger.admit(6)).isEqualTo(6);
        assertThat(ledger.admit(5)).isEqualTo(-1);
        assertThat(ledger.admit(4)).isEqualTo(10);
        assertThat(ledger.admit(0)).isEqualTo(-1);
        ledger.settle(6);
        assertThat(ledger.messages()).isEqualTo(1);
        assertThat(ledger.bytes()).isEqualTo(4);
        assertThat(ledger.admit(0)).isEqualTo(4);
    }

    @Test
    void theLargestBoundsFitIntoTheWord() {
        Ledger ledger = new Ledger(Outbox.ofMessages(Outbox.MAX_MESSAGES).ofBytes(Outbox.MAX_BYTES));
        for (int i = 0; i < Outbox.MAX_MESSAGES; i++) {
            ledger.admit(0);
        }
        assertThat(ledger.messages()).isEqualTo(Outbox.MAX_MESSAGES);
        assertThat(ledger.bytes()).isZero();
        assertThat(ledger.admit(0)).isEqualTo(-1);
        ledger.settle(0);
        assertThat(ledger.admit(Outbox.MAX_BYTES)).isEqualTo(Outbox.MAX_BYTES);
        assertThat(ledger.messages()).isEqualTo(Outbox.MAX_MESSAGES);
        ledger.settle(Outbox.MAX_BYTES);
        assertThat(ledger.bytes()).isZero();
        assertThat(ledger.messages()).isEqualTo(Outbox.MAX_MESSAGES - 1);
    }

    @Test
    void whatOneThreadAdmitsNoOtherLosesAndTheBoundsHoldThroughout() throws Exception {
        Ledger ledger = new Ledger(Outbox.ofMessages(8).ofBytes(1_000));
        AtomicBoolean over = new AtomicBoolean();
        List<Thread> threads = IntStream.range(0, 4)
                .mapToObj(seed -> new Thread(() -> {
                    Random random = new Random(seed);
                    for (int i = 0; i < 200_000; i++) {
                        long bytes = random.nextInt(400);
                        if (ledger.admit(bytes) >= 0) {
                            if (ledger.bytes() > 1_000 || ledger.messages() > 8) {
                                over.set(true);
                            }
                            ledger.settle(bytes);
                        }
                    }
                }))
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(over).isFalse();
        assertThat(ledger.bytes()).isZero();
        assertThat(ledger.messages()).isZero();
    }
}
