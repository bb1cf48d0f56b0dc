package dev.mooring.testkit;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** The scheduler of a {@link VirtualTime}, where its contract is written. */
final class VirtualScheduler extends AbstractExecutorService implements ScheduledExecutorService {
    private final TaskQueue tasks;
    private volatile boolean shutdown;

    VirtualScheduler(TaskQueue tasks) {
        this.tasks = tasks;
    }

    long now() {
        return tasks.now();
    }

    @Override
    public void execute(Runnable command) {
        Objects.requireNonNull(command, "command");
        enter(
                new VirtualTask<>(this, Executors.callable(command), 0) {
                    // Nobody holds this future: what the command throws would be lost in it.
                    @Override
                    public void run() {
                        command.run();
                    }
                },
                0);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        return schedule(Executors.callable(command), delay, unit);
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
        return enter(new VirtualTask<>(this, callable, 0), unit.toNanos(delay));
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable command, long initialDelay, long period, TimeUnit unit) {
        return periodic(command, initialDelay, period, unit);
    }

    /** The same as at a fixed rate: a task takes no virtual time. */
    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable command, long initialDelay, long delay, TimeUnit unit) {
        return periodic(command, initialDelay, delay, unit);
    }

    private ScheduledFuture<?> periodic(Runnable command, long initialDelay, long period, TimeUnit unit) {
        if (period <= 0) {
            throw new IllegalArgumentException("period must be positive: " + period);
        }
        VirtualTask<?> task = new VirtualTask<>(this, Executors.callable(command), unit.toNanos(period));
        return enter(task, unit.toNanos(initialDelay));
    }

    private <V> VirtualTask<V> enter(VirtualTask<V> task, long delayNanos) {
        if (shutdown) {
            throw new RejectedExecutionException("the scheduler is shut down");
        }
        tasks.add(task, delayNanos);
        return task;
    }

    /** Enters a periodic task that has just run for its next time. */
    void again(VirtualTask<?> task) {
        tasks.add(task, task.period());
        if (shutdown || task.isCancelled()) { // by another thread, perhaps just before it was added
            task.cancel(false);
        }
    }

    void drop(VirtualTask<?> task) {
        tasks.remove(task);
    }

    /** As the JDK's scheduler does by default: periodic tasks are cancelled, delayed ones still run. */
    @Override
    public void shutdown() {
        shutdown = true;
        tasks.copy().stream().filter(VirtualTask::isPeriodic).forEach(task -> task.cancel(false));
    }

    @Override
    public List<Runnable> shutdownNow() {
        shutdown = true;
        List<VirtualTask<?>> dropped = tasks.copy();
        dropped.forEach(tasks::remove);
        return List.copyOf(dropped);
    }

    @Override
    public boolean isShutdown() {
        return shutdown;
    }

    @Override
    public boolean isTerminated() {
        return shutdown && tasks.size() == 0;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return isTerminated();
    }

    /** Overrides the method that Java 19 added, which would wait for ever. */
    @SuppressWarnings("MissingOverride")
    public void close() {
        shutdown();
    }
}
