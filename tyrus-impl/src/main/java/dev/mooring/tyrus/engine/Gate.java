package dev.mooring.tyrus.engine;

import dev.mooring.tyrus.transport.Errand;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;

/**
 * Lets the callbacks of one session through one at a time, in order, without a thread or lock of its own. A message that
 * arrives while nothing runs is handled in place by the thread that brought it, {@link #tryEnter()} to {@link #exit()};
 * everything else waits its turn and runs on the executor.
 *
 * <p>{@code pending} counts what runs and what waits: whoever moves it from 0 runs, whoever leaves it above 0 hands on.
 */
final class Gate {

    /** So many waiting callbacks hold up the connection's reading, which in turn slows the peer down. */
    static final int HIGH_WATER = 256;

    private static final System.Logger LOG = System.getLogger(Gate.class.getName());
    private static final VarHandle PENDING;

    static {
        try {
            PENDING = MethodHandles.lookup().findVarHandle(Gate.class, "pending", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Executor executor;
    private final Queue<Runnable> waiting;

    @SuppressWarnings("UnusedVariable") // through PENDING
    private volatile int pending;

    private volatile boolean crowded;

    Gate(Executor executor) {
        this(executor, new ConcurrentLinkedQueue<>());
    }

    /** With this queue, which is thread-safe. */
    Gate(Executor executor, Queue<Runnable> waiting) {
        this.executor = executor;
        this.waiting = waiting;
    }

    /** Enters if nothing runs and nothing waits. Then {@link #exit()} must follow. */
    boolean tryEnter() {
        // A task waits before it is counted, and another may run on its count: the count alone would let us pass it.
        return pending == 0 && waiting.isEmpty() && PENDING.compareAndSet(this, 0, 1);
    }

    /** Leaves; what has begun to wait meanwhile runs on the executor. */
    void exit() {
        if ((int) PENDING.getAndAdd(this, -1) > 1) {
            executor.execute(new Drain());
        }
    }

    /** Runs the task after all that was there before. What it throws is logged, and the next ones run. */
    void execute(Runnable task) {
        waiting.add(task);
        if ((int) PENDING.getAndAdd(this, 1) == 0) {
            executor.execute(new Drain());
        }
    }

    /** The same for a connection's messages: waits first while too many wait already. */
    void executeOrHold(Runnable task) {
        while (pending >= HIGH_WATER) {
            hold();
        }
        execute(task);
    }

    /** Whether a callback runs or waits. */
    boolean isBusy() {
        return pending != 0;
    }

    /** For who is within: whether others wait. */
    boolean isWanted() {
        return pending > 1;
    }

    /** Lets through what waits. Run twice, it would take off the count what another counted. */
    private final class Drain extends Errand {
        @Override
        protected void work() {
            do {
                Runnable task = waiting.poll();
                if (task != null) {
                    runSafely(task);
                }
                if (crowded && pending < HIGH_WATER / 2) {
                    release();
                }
            } while ((int) PENDING.getAndAdd(Gate.this, -1) > 1);
        }
    }

    private static void runSafely(Runnable task) {
        try {
            task.run();
        } catch (Throwable e) { // an Error too: whoever waits behind it would wait for ever
            LOG.log(System.Logger.Level.ERROR, "a task of a session failed", e);
        }
    }

    @SuppressWarnings("WaitNotInLoop") // the caller is the loop
    private synchronized void hold() {
        crowded = true;
        try {
            // a bound, because the last callback may have left between the two lines above
            wait(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void release() {
        crowded = false;
        notifyAll();
    }
}
