package dev.mooring.tyrus.netty;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Hands over to the executor what one event loop has for it. Tasks that come in one pass of the loop, from all its
 * connections, go together, to be run by as few threads as get them done: to wake one costs more than most tasks take.
 *
 * <p>A task that blocks must not hold up the others. When none was taken for a millisecond, another thread is called for those
 * that wait; and while tasks take long on the average, each goes to the executor by itself. An executor that runs its tasks
 * in place is left alone, and so are tasks that come from other threads.
 */
final class Handover implements Executor {

    /** So many do not wait for the end of the pass. */
    private static final int TOGETHER = 16;

    /** Tasks until a thread goes back to the executor, which may have other work for it. */
    private static final int TURN = 64;

    private static final long STALL_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LONG_NANOS = TimeUnit.MICROSECONDS.toNanos(100);

    /** What one task may count for in the average: one that was only interrupted must not look like many that block. */
    private static final long MOST_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private static final int MEMORY = 32;

    private static final int MOST_HELPERS = Math.max(1, Runtime.getRuntime().availableProcessors() - 1);

    private final EventLoop loop;
    private final Executor executor;
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger helpers = new AtomicInteger(); // that run, or are called
    private final AtomicInteger called = new AtomicInteger(); // and have not begun
    private final AtomicLong taken = new AtomicLong();
    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile long lastTaken;
    private volatile long average; // nanoseconds of a task, roughly: threads may overwrite each other's
    private volatile boolean alone; // each task, for good

    // by the event loop alone
    private final Runnable endOfPass = this::endOfPass;
    private boolean tried;
    private boolean passing;
    private int gathered;
    private long given;

    Handover(EventLoop loop, Executor executor) {
        this.loop = loop;
        this.executor = executor;
    }

    EventLoop loop() {
        return loop;
    }

    @Override
    public void execute(Runnable task) {
        if (!tried && loop.inEventLoop()) {
            tried = true;
            tryOut();
        }
        if (alone || !loop.inEventLoop()) {
            executor.execute(task);
        } else if (average > LONG_NANOS) {
            executor.execute(() -> run(task));
        } else {
            gather(task);
        }
    }

    private void tryOut() {
        try {
            executor.execute(this::triedOut);
        } catch (Throwable e) {
            notTaken(e); // it says so again with the first task
        }
    }

    private void triedOut() {
        if (loop.inEventLoop()) {
            alone = true;
            LoopTools.current().handlersRunHere();
        }
    }

    private void gather(Runnable task) {
        waiting.add(task);
        given++;
        gathered++;
        if (gathered == TOGETHER || !awaitEndOfPass()) {
            handOver();
        }
    }

    private boolean awaitEndOfPass() {
        if (!passing) {
            try {
                loop.execute(endOfPass);
            } catch (RejectedExecutionException e) {
                return false; // the loop has ended
            }
            passing = true;
        }
        return true;
    }

    private void endOfPass() {
        passing = false;
        if (gathered > 0) {
            handOver();
        }
    }

    private void handOver() {
        boolean single = gathered == 1;
        gathered = 0;
        if (single) {
            handOverOne();
        } else {
            handOverAll();
        }
    }

    /** Nobody has to look after it: as nothing else came with it, it holds nothing up. */
    private void handOverOne() {
        Runnable task = waiting.poll();
        if (task != null) {
            taken.incrementAndGet();
            try {
                executor.execute(task);
            } catch (Throwable e) {
                notTaken(e);
                task.run(); // ends and completions must be told all the same
            }
        }
    }

    private void handOverAll() {
        if (helpers.compareAndSet(0, 1)) {
            lastTaken = System.nanoTime();
            call();
        } else {
            boolean crowded = given - taken.get() > TOGETHER && helpers.get() < MOST_HELPERS;
            if (crowded || isStalled()) {
                helpMore();
            }
        }
        lookLater();
    }

    /** Those that there are seem to be blocked, or not to have got to the processor. */
    private boolean isStalled() {
        return System.nanoTime() - lastTaken > STALL_NANOS;
    }

    private void helpMore() {
        if (called.get() == 0) {
            helpers.incrementAndGet();
            call();
        }
    }

    /** By a timer that is not the loop's: to be on time, that would spin for half a millisecond each time. */
    private void lookLater() {
        if (looking.compareAndSet(false, true)) {
            GlobalEventExecutor.INSTANCE.schedule(this::look, STALL_NANOS, TimeUnit.NANOSECONDS);
        }
    }

    private void look() {
        looking.set(false);
        if (!waiting.isEmpty()) {
            if (isStalled()) {
                helpMore();
            }
            lookLater();
        }
    }

    private void call() {
        called.incrementAndGet();
        Call call = new Call(); // another object each time: a pool tells by it that it makes progress
        try {
            executor.execute(call);
        } catch (Throwable e) {
            if (!call.begin()) {
                throw e; // a task's own: the executor had run it in place
            }
            notTaken(e);
            help();
        }
    }

    /** Executors reject, have no thread left, or are ended with their server: nobody else would run what waits. */
    private static void notTaken(Throwable reason) {
        System.getLogger(Handover.class.getName())
                .log(System.Logger.Level.DEBUG, "the executor took no task, so it is run in place", reason);
    }

    /** A call for a thread, answered once. */
    private final class Call implements Runnable {
        private boolean begun; // guarded by this

        synchronized boolean begin() {
            boolean first = !begun;
            begun = true;
            return first;
        }

        @Override
        public void run() {
            if (begin()) {
                help();
            }
        }
    }

    private void help() {
        called.decrementAndGet();
        boolean inPlace = loop.inEventLoop(); // rejected
        for (int left = TURN; left > 0 || inPlace; left--) {
            Runnable task = waiting.poll();
            if (task != null) {
                take(task);
            } else if (helpers.decrementAndGet() > 0 || waiting.isEmpty() || !helpers.compareAndSet(0, 1)) {
                return;
            }
        }
        call();
    }

    private void take(Runnable task) {
        taken.incrementAndGet();
        boolean returned = false;
        try {
            run(task);
            returned = true;
        } finally {
            if (!returned) {
                call(); // in the place of this thread, which is lost to the error
            }
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // the average is rough
    private void run(Runnable task) {
        long start = System.nanoTime();
        lastTaken = start;
        task.run();
        long took = Math.min(MOST_NANOS, System.nanoTime() - start);
        average += (took - average) / MEMORY;
    }
}
