package dev.mooring.tyrus.grizzly;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs tasks one at a time in the order given, on the threads that give them: a close must not overtake a read. */
final class Strand {

    private static final System.Logger LOG = System.getLogger(Strand.class.getName());

    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger pending = new AtomicInteger();

    /** Runs it by now, or has the thread run it that is at work already. */
    void run(Runnable task) {
        tasks.add(task);
        if (pending.getAndIncrement() != 0) {
            return;
        }
        do {
            Runnable next = tasks.poll();
            if (next != null) {
                runSafely(next);
            }
        } while (pending.decrementAndGet() != 0);
    }

    /** A read that throws must not keep those behind it, nor the close, from being run. */
    private static void runSafely(Runnable task) {
        try {
            task.run();
        } catch (Throwable e) {
            LOG.log(System.Logger.Level.ERROR, "a task of a connection failed", e);
        }
    }
}
