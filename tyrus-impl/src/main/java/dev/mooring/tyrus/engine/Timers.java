package dev.mooring.tyrus.engine;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The timers of a container, on a scheduler that may be another's: closing ends those that are left. */
final class Timers {

    private static final System.Logger LOG = System.getLogger(Timers.class.getName());

    private final ScheduledExecutorService scheduler;
    private final Set<Timer> pending = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    Timers(ScheduledExecutorService scheduler) {
        this.scheduler = scheduler;
    }

    /** A timer; it is cancelled if it will never fire. */
    Timer schedule(Duration delay, Runnable task) {
        Timer timer = new Timer(task);
        pending.add(timer);
        try {
            timer.scheduled = scheduler.schedule(timer, delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            LOG.log(System.Logger.Level.DEBUG, "the scheduler takes no more tasks: this timer never fires");
            timer.cancel(false);
        } catch (RuntimeException | Error e) { // a managed one throws what it likes when its application was stopped
            LOG.log(System.Logger.Level.WARNING, "the scheduler took no timer, which never fires", e);
            timer.cancel(false);
        }
        if (closed) {
            timer.cancel(false);
        }
        return timer;
    }

    void close() {
        closed = true;
        List.copyOf(pending).forEach(timer -> timer.cancel(false));
    }

    /** A timer that knows where it is scheduled, and is forgotten when it is over. */
    final class Timer extends FutureTask<Void> {
        private volatile @Nullable Future<?> scheduled;

        Timer(Runnable task) {
            super(task, null);
        }

        @Override
        protected void done() {
            pending.remove(this);
            Future<?> wait = scheduled;
            scheduled = null;
            if (wait != null && isCancelled()) {
                wait.cancel(false);
            }
        }
    }
}
