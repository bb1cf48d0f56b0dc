package dev.mooring.tyrus.engine;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/** Finds out whether an executor still gets round to its tasks. */
final class Probe {

    private final Executor executor;
    private final AtomicBoolean under = new AtomicBoolean();

    Probe(Executor executor) {
        this.executor = executor;
    }

    /** Asked now and then: whether the task of the last time has run. */
    boolean cameThrough() {
        if (!under.compareAndSet(false, true)) {
            return false;
        }
        try {
            executor.execute(() -> under.set(false));
        } catch (RejectedExecutionException e) {
            under.set(false); // it was shut down, and runs nothing: that is not what this is about
        } catch (RuntimeException | Error e) { // at present it has no thread
            under.set(false);
            return false;
        }
        return true;
    }
}
