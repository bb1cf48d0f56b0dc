package dev.mooring.testkit;

import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.TimeUnit;

/** A task of a {@link VirtualScheduler}. Its place in the queue is guarded by the queue's lock. */
class VirtualTask<V> extends FutureTask<V> implements RunnableScheduledFuture<V> {
    private final VirtualScheduler scheduler;
    private final long period;
    private volatile long due;
    private volatile long order;

    VirtualTask(VirtualScheduler scheduler, Callable<V> body, long period) {
        super(body);
        this.scheduler = scheduler;
        this.period = period;
    }

    long due() {
        return due;
    }

    long period() {
        return period;
    }

    void queuedAs(long newDue, long newOrder) {
        due = newDue;
        order = newOrder;
    }

    @Override
    public void run() {
        if (!isPeriodic()) {
            super.run();
        } else if (runAndReset()) {
            scheduler.again(this);
        }
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        scheduler.drop(this);
        return cancelled;
    }

    @Override
    public boolean isPeriodic() {
        return period > 0;
    }

    @Override
    public long getDelay(TimeUnit unit) {
        return unit.convert(due - scheduler.now(), TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
        VirtualTask<?> that = (VirtualTask<?>) other;
        return due == that.due ? Long.compare(order, that.order) : Long.compare(due, that.due);
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
