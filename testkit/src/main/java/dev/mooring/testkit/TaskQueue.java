package dev.mooring.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of a virtual time, and that time itself: nanoseconds since its start, never negative, so that plain
 * comparisons are safe here.
 *
 * <p>The lock guards the time and the set, and is never held while a task runs: tasks schedule and cancel others.
 */
final class TaskQueue {
    private static final int ENDLESS = 1_000_000;

    private final TreeSet<VirtualTask<?>> tasks = new TreeSet<>();
    private long now;
    private long submissions;
    private @Nullable Thread advancing;

    synchronized long now() {
        return now;
    }

    synchronized int size() {
        return tasks.size();
    }

    synchronized Optional<Long> untilNext() {
        return tasks.isEmpty() ? Optional.empty() : Optional.of(tasks.first().due() - now);
    }

    /** Enters the task as due after {@code delay} nanoseconds, at once if that is not positive. */
    synchronized void add(VirtualTask<?> task, long delay) {
        long due = now + Math.max(0, delay);
        // A delay of Long.MAX_VALUE is a usual way to say never.
        task.queuedAs(due < 0 ? Long.MAX_VALUE : due, submissions++);
        tasks.add(task);
    }

    synchronized void remove(VirtualTask<?> task) {
        tasks.remove(task);
    }

    synchronized List<VirtualTask<?>> copy() {
        return new ArrayList<>(tasks);
    }

    void advanceTo(long target) {
        begin();
        try {
            long ran = 0;
            for (VirtualTask<?> task = takeDue(target); task != null; task = takeDue(target)) {
                if (++ran == ENDLESS) {
                    throw new IllegalStateException(
                            "ran " + ran + " tasks in one advance and more are due: they schedule each other");
                }
                task.run();
            }
        } finally {
            end();
        }
    }

    /** The next task due until then, with the time moved to it; or null, with the time moved to the target. */
    private synchronized @Nullable VirtualTask<?> takeDue(long target) {
        if (tasks.isEmpty() || tasks.first().due() > target) {
            now = target;
            return null;
        }
        VirtualTask<?> task = tasks.first();
        tasks.remove(task);
        now = task.due();
        return task;
    }

    private synchronized void begin() {
        if (advancing != null) {
            throw new IllegalStateException("time is already being advanced by " + advancing.getName());
        }
        advancing = Thread.currentThread();
    }

    private synchronized void end() {
        advancing = null;
    }
}
