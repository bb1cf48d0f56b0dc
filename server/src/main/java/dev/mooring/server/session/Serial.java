package dev.mooring.server.session;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks one at a time and in order, on the threads that bring them: who finds it idle runs its own task and whatever
 * others bring meanwhile; who finds it busy leaves the task and goes. No thread of its own and no lock is held while a
 * task runs. A task brought from inside a task runs after it.
 *
 * <p>The count of tasks tells who runs: the one who raises it from zero. The queue is filled before the count is raised, so
 * the runner always finds what the count promises. Only the direct path skips the queue, having taken the count from zero
 * itself.
 */
final class Serial {

    private static final System.Logger LOG = System.getLogger(Serial.class.getName());

    /** Who waits looks again after so long: a task has taken long by then, and a session that ends frees its thread soon. */
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final AtomicInteger pending = new AtomicInteger();
    private volatile @Nullable Thread runner; // of the latest task
    private volatile int started; // written by who runs, one at a time
    private final Queue<Runnable> queue = new ConcurrentLinkedQueue<>();

    /** Runs the task now, or leaves it to who is running. What it throws is logged: tasks deal with their failures. */
    void run(Runnable task) {
        if (!runIfIdle(task)) {
            queue.add(task);
            if (pending.getAndIncrement() == 0) {
                runSafely(queue.remove());
                runRest();
            }
        }
    }

    /** Runs the task now if nobody is running; {@code false} when it was not run, and will not be. */
    boolean runIfIdle(Runnable task) {
        if (!pending.compareAndSet(0, 1)) {
            return false;
        }
        runSafely(task);
        runRest();
        return true;
    }

    private void runRest() {
        while (pending.decrementAndGet() != 0) {
            runSafely(queue.remove());
        }
    }

    /**
     * Waits until nothing is left to run, as long as {@code wanted}. Who reads from a client calls this before it reads on: what
     * was brought while another thread runs would else pile up without bound. Inside a task, or interrupted, it returns at once.
     */
    void awaitIdle(BooleanSupplier wanted) {
        Thread me = Thread.currentThread();
        while (isBusy() && runner != me && !me.isInterrupted() && wanted.getAsBoolean()) {
            LockSupport.parkNanos(PATIENCE_NANOS);
        }
    }

    /** Whether a task is running. */
    boolean isBusy() {
        return pending.get() != 0;
    }

    /** How many tasks have been started, modulo the range of an int: tells one long task from many short ones. */
    int started() {
        return started;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer at a time
    private void runSafely(Runnable task) {
        runner = Thread.currentThread();
        started++;
        try {
            task.run();
        } catch (Throwable e) { // or it would count as running for ever
            LOG.log(System.Logger.Level.ERROR, "a session task failed", e);
        }
    }
}
