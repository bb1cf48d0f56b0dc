package dev.mooring.tyrus.transport;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * A task that others wait behind, so that no executor may lose it. One that gets no thread for it, at a limit of the system's, throws
 * an Error, and some have taken the task all the same: so it is given again, and runs once, whoever runs it.
 */
public abstract class Errand implements Runnable {

    private static final System.Logger LOG = System.getLogger(Errand.class.getName());
    private static final AtomicReferenceFieldUpdater<Errand, @Nullable Thread> RUNNER =
            AtomicReferenceFieldUpdater.newUpdater(Errand.class, Thread.class, "runner");

    /** What runs something a little later. */
    public interface Later {
        /** Has it run in some milliseconds; {@code false} if it never will. */
        boolean run(Runnable task);
    }

    private volatile @Nullable Thread runner;
    private boolean given; // before: once in the log is enough

    /** For those who extend it. */
    protected Errand() {}

    /** This task as an errand. */
    public static Errand of(Runnable task) {
        return task instanceof Errand errand
                ? errand
                : new Errand() {
                    @Override
                    protected void work() {
                        task.run();
                    }
                };
    }

    /** What is to be done. */
    protected abstract void work();

    @Override
    public final void run() {
        if (RUNNER.compareAndSet(this, null, Thread.currentThread())) {
            work();
        }
    }

    /**
     * Has the executor run it; in place if it rejects that, so that an end is still told. If it throws anything else, and not
     * because it has run it on this thread, the errand is given to it again later, for as long as it takes.
     */
    public final void giveTo(Executor executor, Later later) {
        try {
            executor.execute(this);
        } catch (RejectedExecutionException e) {
            LOG.log(System.Logger.Level.DEBUG, "the executor takes no more tasks: running in place");
            run();
        } catch (RuntimeException | Error e) {
            if (runner == Thread.currentThread()) {
                throw e; // the task's own
            } else if (runner == null) {
                LOG.log(
                        given ? System.Logger.Level.DEBUG : System.Logger.Level.WARNING,
                        "the executor did not take a task, which it gets again",
                        e);
                given = true;
                if (!later.run(() -> giveTo(executor, later))) {
                    run();
                }
            }
        }
    }
}
