package dev.mooring.tyrus.engine;

import static java.time.Duration.ofMillis;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.testkit.ManualExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GateTest {

    private final ManualExecutor executor = new ManualExecutor();
    private final Gate gate = new Gate(executor);
    private final List<String> ran = new ArrayList<>();

    @Test
    void tasksRunInOrderOnTheExecutor() {
        gate.execute(() -> ran.add("a"));
        gate.execute(() -> ran.add("b"));
        assertThat(ran).isEmpty();
        assertThat(gate.isBusy()).isTrue();
        assertThat(executor.runAll()).isEqualTo(1); // one errand for both
        assertThat(ran).containsExactly("a", "b");
        assertThat(gate.isBusy()).isFalse();
    }

    @Test
    void whoeverEntersKeepsOthersWaitingUntilTheExit() {
        assertThat(gate.tryEnter()).isTrue();
        assertThat(gate.tryEnter()).isFalse();
        gate.execute(() -> ran.add("waited"));
        executor.runAll();
        assertThat(ran).isEmpty();
        gate.exit();
        assertThat(gate.tryEnter()).isFalse(); // what waits comes first
        executor.runAll();
        assertThat(ran).containsExactly("waited");
        assertThat(gate.tryEnter()).isTrue();
    }

    @Test
    void aTaskMayQueueAnother() {
        gate.execute(() -> {
            ran.add("outer");
            gate.execute(() -> ran.add("inner"));
            ran.add("outer still");
        });
        executor.runAll();
        assertThat(ran).containsExactly("outer", "outer still", "inner");
    }

    @Test
    void noMessagePassesOneThatWaitsWhileAThirdIsJustBeingQueued() {
        Interrupted queue = new Interrupted();
        Gate interrupted = new Gate(executor, queue);
        queue.afterNextAdd = () -> { // another thread, while the first task waits already and is not counted yet
            interrupted.execute(() -> ran.add("waits"));
            executor.runAll();
            if (interrupted.tryEnter()) {
                ran.add("passes");
                interrupted.exit();
            }
        };
        interrupted.execute(() -> ran.add("first"));
        executor.runAll();
        assertThat(ran).containsExactly("first", "waits");
        assertThat(interrupted.tryEnter()).isTrue();
    }

    @Test
    void callbacksNeverOverlapAndEachCallersStayInOrder() throws Exception {
        int threads = 6;
        int each = 20_000;
        int[] next = new int[threads]; // guarded by the gate alone
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger overlaps = new AtomicInteger();
        AtomicInteger disorder = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        ExecutorService pool = Executors.newFixedThreadPool(3);
        try {
            Gate shared = new Gate(pool);
            CountDownLatch start = new CountDownLatch(1);
            List<Thread> callers = IntStream.range(0, threads)
                    .mapToObj(caller -> new Thread(() -> {
                        awaitQuietly(start);
                        for (int i = 0; i < each; i++) {
                            int number = i;
                            Runnable callback = () -> {
                                overlaps.addAndGet(inside.incrementAndGet() - 1);
                                disorder.addAndGet(next[caller]++ == number ? 0 : 1);
                                inside.decrementAndGet();
                                done.incrementAndGet();
                            };
                            if (caller % 2 == 0 && shared.tryEnter()) {
                                callback.run();
                                shared.exit();
                            } else if (caller % 3 == 0) {
                                shared.executeOrHold(callback);
                            } else {
                                shared.execute(callback);
                            }
                        }
                    }))
                    .toList();
            callers.forEach(Thread::start);
            start.countDown();
            for (Thread caller : callers) {
                caller.join();
            }
            await().atMost(20, SECONDS).until(() -> done.get() == threads * each && !shared.isBusy());
        } finally {
            pool.shutdownNow();
        }
        assertThat(overlaps).hasValue(0);
        assertThat(disorder).hasValue(0);
    }

    @Test
    void anExecutorThatHasNoThreadForATaskGetsItAgain() {
        World world = new World();
        AtomicInteger calls = new AtomicInteger();
        world.executor = task -> {
            if (calls.incrementAndGet() <= 2) {
                throw new AssertionError("thrown by a test, as if no thread could be made");
            }
            executor.execute(task);
        };
        Gate poor = new Gate(world.container().workshop());
        poor.execute(() -> ran.add("a"));
        poor.execute(() -> ran.add("b"));
        world.time.advance(ofMillis(100));
        executor.runAll();
        assertThat(ran).containsExactly("a", "b");
        assertThat(poor.isBusy()).isFalse();
    }

    @Test
    void oneThatThrowsAndTakesItAllTheSameLetsEachThroughOnce() {
        World world = new World();
        world.executor = task -> {
            executor.execute(task);
            if (executor.pending() == 1) {
                throw new AssertionError("thrown by a test, as if no thread could be made");
            }
        };
        Gate poor = new Gate(world.container().workshop());
        poor.execute(() -> ran.add("a"));
        world.time.advance(ofMillis(100));
        poor.execute(() -> ran.add("b"));
        executor.runAll();
        assertThat(ran).containsExactly("a", "b");
        assertThat(poor.isBusy()).isFalse();
        assertThat(poor.tryEnter()).isTrue();
    }

    @Test
    void withoutTimersSuchATaskRunsInPlace() {
        World world = new World();
        world.executor = task -> {
            throw new IllegalStateException("thrown by a test, as if the application were stopped");
        };
        Gate poor = new Gate(world.container().workshop());
        world.time.scheduler().shutdown();
        poor.execute(() -> ran.add("a"));
        assertThat(ran).containsExactly("a");
    }

    @Test
    void aCrowdHoldsUpTheReaderUntilHalfOfItHasLeft() throws Exception {
        for (int i = 0; i < Gate.HIGH_WATER; i++) {
            gate.executeOrHold(() -> ran.add("early"));
        }
        Thread reader = new Thread(() -> gate.executeOrHold(() -> ran.add("held up")));
        reader.start();
        await().until(() -> reader.getState() == Thread.State.TIMED_WAITING);
        assertThat(gate.isBusy()).isTrue();
        executor.runAll();
        reader.join(5_000);
        assertThat(reader.isAlive()).isFalse();
        executor.runAll();
        assertThat(ran).hasSize(Gate.HIGH_WATER + 1).endsWith("held up");
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A queue that lets something happen right after a task was added. */
    private static final class Interrupted extends ConcurrentLinkedQueue<Runnable> {
        private transient Runnable afterNextAdd = () -> {};

        @Override
        public boolean add(Runnable task) {
            super.add(task);
            Runnable now = afterNextAdd;
            afterNextAdd = () -> {};
            now.run();
            return true;
        }
    }
}
