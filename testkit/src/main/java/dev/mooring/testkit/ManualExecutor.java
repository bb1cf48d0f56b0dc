package dev.mooring.testkit;

import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;

/**
 * An executor that runs nothing by itself: it queues, and a test decides when the next task runs.
 *
 * <p>Tasks run in the order of their submission, on the thread that calls {@link #runNext()} or {@link #runAll()}.
 * What a task throws is thrown there; the tasks behind it stay queued.
 *
 * <p>Thread-safe: tasks may be submitted from any thread, also by a running task.
 */
public final class ManualExecutor implements Executor {
    private static final int ENDLESS = 1_000_000;

    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

    @Override
    public void execute(Runnable task) {
        tasks.add(Objects.requireNonNull(task, "task"));
    }

    /** The number of tasks that wait to be run. */
    public int pending() {
        return tasks.size();
    }

    /**
     * Runs the task that waits longest.
     *
     * @return whether there was one
     */
    public boolean runNext() {
        Runnable task = tasks.poll();
        if (task == null) {
            return false;
        }
        task.run();
        return true;
    }

    /**
     * Runs tasks until none is left, also those that the tasks submit meanwhile.
     *
     * @return how many ran
     * @throws IllegalStateException after a million tasks, which submit each other for ever
     */
    public int runAll() {
        int ran = 0;
        while (runNext()) {
            if (++ran == ENDLESS) {
                throw new IllegalStateException("ran " + ran + " tasks and there are more: they submit each other");
            }
        }
        return ran;
    }
}
