package dev.mooring.tyrus.netty;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tasks on their way from an event loop to an executor. */
class HandoverTest {

    private static final int FEW = 10;

    private final EventLoop loop = new DefaultEventLoop();
    private final List<Throwable> thrown = new CopyOnWriteArrayList<>();
    private final ExecutorService pool = Executors.newFixedThreadPool(4, task -> {
        Thread thread = new Thread(task);
        thread.setUncaughtExceptionHandler((failed, error) -> thrown.add(error));
        return thread;
    });
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger ran = new AtomicInteger();
    private final CountDownLatch blocking = new CountDownLatch(1);

    private final Handover handover = to(task -> {
        calls.incrementAndGet();
        pool.execute(task);
    });

    @AfterEach
    void end() {
        blocking.countDown();
        pool.shutdownNow();
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    @Test
    void whatOnePassBringsGoesTogether() throws Exception {
        onLoop(() -> give(1, ran::incrementAndGet)); // which also tries the executor out
        await().until(() -> ran.get() == 1);
        calls.set(0);
        onLoop(() -> give(FEW, ran::incrementAndGet));
        await().until(() -> ran.get() == 1 + FEW);
        assertThat(calls).as("one, and another if that was held up").hasValueLessThan(3);
    }

    @Test
    void manyDoNotWaitForTheEndOfThePass() throws Exception {
        onLoop(() -> {
            give(20, ran::incrementAndGet);
            await().until(() -> ran.get() > 0);
        });
    }

    @Test
    void othersDoNotWaitForATaskThatBlocks() throws Exception {
        onLoop(() -> {
            handover.execute(this::block);
            give(FEW, ran::incrementAndGet);
        });
        await().until(() -> ran.get() == FEW);
    }

    @Test
    void norDoTheyWhenItBlocksAlready() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        onLoop(() -> {
            handover.execute(() -> {
                begun.countDown();
                block();
            });
            handover.execute(ran::incrementAndGet);
        });
        begun.await();
        await().until(() -> ran.get() == 1);
        onLoop(() -> give(FEW, ran::incrementAndGet));
        await().until(() -> ran.get() == 1 + FEW);
        onLoop(() -> handover.execute(ran::incrementAndGet));
        await().until(() -> ran.get() == 2 + FEW);
    }

    @Test
    void whileTasksTakeLongEachIsATaskOfTheExecutor() throws Exception {
        int many = 40;
        onLoop(() -> give(many, () -> {
            spin(TimeUnit.MILLISECONDS.toNanos(2));
            ran.incrementAndGet();
        }));
        await().until(() -> ran.get() == many);
        calls.set(0);
        onLoop(() -> give(3, ran::incrementAndGet));
        assertThat(calls).hasValue(3);
        onLoop(() -> give(10 * many, ran::incrementAndGet));
        await().until(() -> ran.get() == 11 * many + 3);
        calls.set(0);
        onLoop(() -> give(FEW, ran::incrementAndGet));
        await().until(() -> ran.get() == 11 * many + 3 + FEW);
        assertThat(calls).as("no longer").hasValueLessThan(3);
    }

    @Test
    void anExecutorThatRunsInPlaceIsLeftAlone() throws Exception {
        Handover inPlace = to(Runnable::run);
        onLoop(() -> {
            inPlace.execute(ran::incrementAndGet);
            assertThat(ran).hasValue(1);
        });
    }

    @Test
    void whatTheExecutorRejectsRunsInPlace() throws Exception {
        Handover rejected = to(task -> {
            throw new RejectedExecutionException();
        });
        onLoop(() -> {
            rejected.execute(ran::incrementAndGet);
            rejected.execute(ran::incrementAndGet);
        });
        await().until(() -> ran.get() == 2);
    }

    @Test
    void soDoesWhatItFailsToTake() throws Exception {
        Handover failing = to(task -> {
            if (calls.incrementAndGet() == 2) { // the first one tries it out
                throw new OutOfMemoryError("a test's: unable to create native thread");
            }
            pool.execute(task);
        });
        for (int pass = 1; pass <= 2; pass++) {
            onLoop(() -> {
                failing.execute(ran::incrementAndGet);
                failing.execute(ran::incrementAndGet);
            });
            int expected = 2 * pass;
            await().until(() -> ran.get() == expected);
        }
    }

    @Test
    void aSingleTaskTooAndWhenNothingIsEverTaken() throws Exception {
        Handover failing = to(task -> {
            throw new IllegalStateException("a test's: the application is undeployed");
        });
        onLoop(() -> failing.execute(ran::incrementAndGet));
        await().until(() -> ran.get() == 1);
        onLoop(() -> {
            failing.execute(ran::incrementAndGet);
            failing.execute(ran::incrementAndGet);
        });
        await().until(() -> ran.get() == 3);
    }

    @Test
    void whatWaitsWhenTheLoopEndsIsRunAllTheSame() throws Exception {
        onLoop(() -> {
            handover.execute(this::block);
            give(FEW, ran::incrementAndGet);
        });
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).await();
        await().until(() -> ran.get() == FEW);
    }

    @Test
    void aTaskThatFailsTakesNoOtherWithIt() throws Exception {
        IllegalStateException failure = new IllegalStateException("a test's, to end the thread");
        onLoop(() -> {
            handover.execute(() -> {
                throw failure;
            });
            give(FEW, ran::incrementAndGet);
        });
        await().until(() -> ran.get() == FEW);
        await().untilAsserted(() -> assertThat(thrown).containsExactly(failure));
    }

    @Test
    void theExecutorGetsItsThreadBackNowAndThen() throws Exception {
        List<Integer> order = new CopyOnWriteArrayList<>();
        ExecutorService single = Executors.newSingleThreadExecutor();
        try {
            Handover toSingle = to(single);
            CountDownLatch given = new CountDownLatch(1);
            onLoop(() -> {
                toSingle.execute(() -> {
                    awaitQuietly(given);
                    single.execute(() -> order.add(-1)); // somebody else's
                });
                for (int i = 0; i < 500; i++) {
                    int number = i;
                    toSingle.execute(() -> order.add(number));
                }
                given.countDown();
            });
            await().until(() -> order.size() == 501);
            assertThat(order.indexOf(-1)).as("some helpers later").isLessThan(250);
        } finally {
            single.shutdownNow();
        }
    }

    @Test
    void noTaskIsLostOrRunTwice() throws Exception {
        Random random = new Random(20261128);
        int given = 0;
        for (int pass = 0; pass < 20_000; pass++) {
            int tasks = random.nextInt(5);
            given += tasks;
            loop.execute(() -> give(tasks, ran::incrementAndGet));
            if (random.nextInt(20) == 0) { // now and then all is done when the next comes
                int expected = given;
                await().pollDelay(ZERO).pollInterval(ofMillis(1)).until(() -> ran.get() == expected);
            }
        }
        int expected = given;
        await().until(() -> ran.get() == expected);
        assertThat(calls.get()).isLessThan(given);
    }

    private Handover to(Executor executor) {
        return new Handover(loop, executor);
    }

    private void give(int tasks, Runnable task) {
        for (int i = 0; i < tasks; i++) {
            handover.execute(task);
        }
    }

    private void onLoop(Runnable pass) throws Exception {
        loop.submit(pass).get(30, TimeUnit.SECONDS);
    }

    private static void spin(long nanos) {
        long start = System.nanoTime();
        while (System.nanoTime() - start < nanos) {
            Thread.onSpinWait();
        }
    }

    private void block() {
        awaitQuietly(blocking);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
