package dev.mooring.server.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SerialTest {

    private final Serial serial = new Serial();

    @Test
    void aTaskBroughtFromInsideATaskRunsAfterIt() {
        List<String> order = new ArrayList<>();
        serial.run(() -> {
            serial.run(() -> order.add("inner"));
            order.add("outer");
        });
        assertThat(order).containsExactly("outer", "inner");
        assertThat(serial.isBusy()).isFalse();
    }

    @Test
    void aTaskThatThrowsDoesNotStopTheOthers() {
        List<String> order = new ArrayList<>();
        serial.run(() -> {
            serial.run(() -> order.add("next"));
            throw new IllegalStateException("told to");
        });
        serial.run(() -> {
            serial.run(() -> order.add("next but one"));
            throw new AssertionError("told to");
        });
        assertThat(order).containsExactly("next", "next but one");
        assertThat(serial.isBusy()).isFalse();
    }

    @Test
    void runIfIdleDoesNothingWhileBusy() {
        boolean[] ran = {true};
        serial.run(() -> ran[0] = serial.runIfIdle(() -> {}));
        assertThat(ran[0]).isFalse();
        assertThat(serial.runIfIdle(() -> {})).isTrue();
    }

    @Test
    void whoBringsATaskCanWaitUntilItHasBeenRun() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        Thread first = new Thread(() -> serial.run(() -> {
            begun.countDown();
            awaitQuietly(released);
            order.add("first");
        }));
        first.start();
        begun.await();
        Thread second = new Thread(() -> {
            serial.run(() -> order.add("second"));
            serial.awaitIdle(() -> true);
            order.add("went on");
        });
        second.start();
        await().until(() -> second.getState() == Thread.State.TIMED_WAITING);
        assertThat(order).isEmpty();
        serial.awaitIdle(() -> false); // who is not wanted any more does not wait
        released.countDown();
        second.join();
        first.join();
        assertThat(order).containsExactly("first", "second", "went on");
    }

    @Test
    void insideATaskNobodyWaits() {
        List<String> order = new ArrayList<>();
        serial.run(() -> {
            serial.run(() -> order.add("inner"));
            serial.awaitIdle(() -> true);
            order.add("outer");
        });
        assertThat(order).containsExactly("outer", "inner");
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void tasksOfManyThreadsNeverOverlapAndNoneIsLost() throws Exception {
        int threads = 4;
        int each = 50_000;
        int[] plain = new int[1]; // not atomic: overlapping would lose increments
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger overlaps = new AtomicInteger();
        List<Thread> all = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            boolean direct = t % 2 == 0;
            Thread thread = new Thread(() -> {
                Runnable task = () -> {
                    if (inside.incrementAndGet() != 1) {
                        overlaps.incrementAndGet();
                    }
                    plain[0]++;
                    inside.decrementAndGet();
                };
                for (int i = 0; i < each; i++) {
                    if (!direct || !serial.runIfIdle(task)) {
                        serial.run(task);
                    }
                }
            });
            thread.start();
            all.add(thread);
        }
        for (Thread thread : all) {
            thread.join();
        }
        assertThat(overlaps).hasValue(0);
        assertThat(plain[0]).isEqualTo(threads * each);
    }
}
