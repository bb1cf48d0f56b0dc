package dev.mooring.tyrus.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A pool that grows while its tasks block, and only then. */
class ElasticPoolTest {

    private static final int USUAL = 2;
    private static final int MOST = 8;

    private final ElasticPool pool = new ElasticPool(USUAL, MOST, Executors.defaultThreadFactory());
    private final CountDownLatch unblocked = new CountDownLatch(1);

    @AfterEach
    void end() {
        unblocked.countDown();
        pool.shutdownNow();
    }

    @Test
    void aTaskThatWaitsFromOneLookToTheNextGetsThreads() throws InterruptedException {
        block(USUAL);
        CountDownLatch ran = new CountDownLatch(1);
        pool.execute(ran::countDown);
        assertThat(pool.look()).as("nobody can know yet").isTrue();
        assertThat(pool.look()).isFalse();
        assertThat(ran.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(pool.look()).isTrue();
    }

    @Test
    void thereIsABoundToGrowing() {
        block(MOST + 5);
        for (int i = 0; i < MOST; i++) {
            pool.look();
        }
        assertThat(pool.getPoolSize()).isEqualTo(MOST);
        // the last threads may still be on their way to the tasks that they will be blocked by
        await("still blocked, and seen to be").until(() -> !pool.look());
        assertThat(pool.getPoolSize()).isEqualTo(MOST);
    }

    @Test
    void withNothingLeftToDoItIsAsSmallAsBefore() {
        block(MOST);
        for (int i = 0; i < MOST; i++) {
            pool.look();
        }
        assertThat(pool.getPoolSize()).isEqualTo(MOST);
        unblocked.countDown();
        await().until(() -> pool.getActiveCount() == 0);
        pool.look();
        await().untilAsserted(() -> {
            pool.execute(() -> {}); // which keeps all threads in use that are there, each in turn
            assertThat(pool.getPoolSize()).isLessThanOrEqualTo(USUAL);
        });
    }

    @Test
    void workThatFlowsAddsNoThreads() throws InterruptedException {
        for (int i = 0; i < 50; i++) {
            CountDownLatch ran = new CountDownLatch(1);
            pool.execute(ran::countDown);
            assertThat(ran.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(pool.look()).isTrue();
        }
        assertThat(pool.getPoolSize()).isLessThanOrEqualTo(USUAL);
    }

    private void block(int tasks) {
        for (int i = 0; i < tasks; i++) {
            pool.execute(() -> {
                try {
                    unblocked.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }
    }
}
