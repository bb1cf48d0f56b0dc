package dev.mooring.cdi.server;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A server's scheduler, which is asked for at most a second at a time. Servers keep a cancelled timer in their queue until its
 * time comes, and with it the class loader of an application that may long be gone.
 */
final class ShortSteps extends AbstractExecutorService implements ScheduledExecutorService {

    private static final long STEP_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final ScheduledExecutorService server;

    ShortSteps(ScheduledExecutorService server) {
        this.server = server;
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
        return new Timer<>(Executors.callable(task), unit.toNanos(delay));
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> task, long delay, TimeUnit unit) {
        return new Timer<>(task, unit.toNanos(delay));
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable task, long first, long period, TimeUnit unit) {
        return Lent.call(() -> server.scheduleAtFixedRate(task, first, period, unit));
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable task, long first, long delay, TimeUnit unit) {
        return Lent.call(() -> server.scheduleWithFixedDelay(task, first, delay, unit));
    }

    @Override
    public void execute(Runnable task) {
        Lent.run(() -> server.execute(task));
    }

    /** It is the server's: not ours to shut down. */
    @Override
    public void shutdown() {
        throw new IllegalStateException("the server's scheduler cannot be shut down");
    }

    @Override
    public List<Runnable> shutdownNow() {
        throw new IllegalStateException("the server's scheduler cannot be shut down");
    }

    @Override
    public boolean isShutdown() {
        return false;
    }

    @Override
    public boolean isTerminated() {
        return false;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return false;
    }

    private final class Timer<V> extends FutureTask<V> implements ScheduledFuture<V> {

        private final long deadline;
        private volatile @Nullable ScheduledFuture<?> step;

        Timer(Callable<V> task, long delayNanos) {
            super(task);
            deadline = System.nanoTime() + delayNanos;
            next();
        }

        private void next() {
            long left = getDelay(TimeUnit.NANOSECONDS);
            step = Lent.call(() -> server.schedule(this::arrive, Math.min(left, STEP_NANOS), TimeUnit.NANOSECONDS));
        }

        private void arrive() {
            if (getDelay(TimeUnit.NANOSECONDS) <= 0) {
                run();
            } else if (!isDone()) {
                next();
            }
        }

        @Override
        protected void done() {
            ScheduledFuture<?> present = step;
            if (present != null && isCancelled()) {
                present.cancel(false);
            }
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
        }
    }
}
