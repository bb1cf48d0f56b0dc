package dev.mooring.tyrus.engine;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.websocket.SendResult;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ReceiptTest {

    private final Receipt.Pool pool = new Receipt.Pool();

    @Test
    void itWaitsForItsOutcome() throws Exception {
        Receipt receipt = pool.take();
        assertThat(receipt.await(MILLISECONDS.toNanos(1))).isFalse();
        Thread writer = new Thread(() -> receipt.onResult(new SendResult()));
        writer.start();
        assertThat(receipt.await(SECONDS.toNanos(10))).isTrue();
        assertThat(receipt.failure()).isNull();
        writer.join();
    }

    @Test
    void aFailureIsTold() {
        Receipt receipt = pool.take();
        IOException failure = new IOException("broken pipe");
        receipt.onResult(new SendResult(failure));
        assertThat(receipt.await(0)).isTrue();
        assertThat(receipt.failure()).isSameAs(failure);
    }

    @Test
    void onlyACompletedOneGoesBackAndComesOutAsNew() {
        Receipt used = pool.take();
        used.accepted();
        pool.give(used);
        assertThat(pool.take()).isSameAs(used);
        assertThat(used.await(0)).isFalse();
        assertThat(used.failure()).isNull();
    }

    @Test
    void interruptionEndsTheWaiting() {
        Thread.currentThread().interrupt();
        assertThat(pool.take().await(SECONDS.toNanos(10))).isFalse();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void pooledReceiptsTellEachWaiterItsOwnOutcomeAlone() throws Exception {
        int rounds = 50_000;
        AtomicInteger wrong = new AtomicInteger();
        Thread[] waiters = new Thread[3];
        for (int w = 0; w < waiters.length; w++) {
            waiters[w] = new Thread(() -> {
                for (int i = 0; i < rounds; i++) {
                    Receipt receipt = pool.take();
                    IOException mine = new IOException("mine");
                    receipt.onResult(new SendResult(mine));
                    boolean right = receipt.await(SECONDS.toNanos(1)) && receipt.failure() == mine;
                    wrong.addAndGet(right ? 0 : 1);
                    pool.give(receipt);
                }
            });
            waiters[w].start();
        }
        for (Thread waiter : waiters) {
            waiter.join();
        }
        assertThat(wrong).hasValue(0);
    }
}
