package dev.mooring.tyrus.netty;

import dev.mooring.tyrus.transport.Errand;
import java.util.Arrays;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Takes items one at a time, in order, on an executor; any thread gives. What was given is taken in batches, so that a burst
 * costs a lock or two and not one for each item, and queueing allocates nothing for each. The executor gets its thread back
 * after {@link #TURN} items, so that no connection keeps it for itself.
 */
abstract class Strand {

    private static final System.Logger LOG = System.getLogger(Strand.class.getName());

    /** Items until others get their turn; less than the engine queues before it would hold up its caller. */
    private static final int TURN = 64;

    private static final Object[] NONE = {};

    /** An idle connection keeps no more room than this. */
    private static final int KEPT = 128;

    private final Executor executor;

    // guarded by this
    private @Nullable Object[] given = NONE;
    private int count;
    private boolean working;

    // by whoever works
    private @Nullable Object[] batch = NONE;
    private int next;
    private int end;

    Strand(Executor executor) {
        this.executor = executor;
    }

    /** What it throws is logged. */
    abstract void take(Object item);

    /** Has the item taken after all that was given before. */
    final void give(Object item) {
        boolean idle;
        synchronized (this) {
            room(1);
            given[count++] = item;
            idle = begin();
        }
        start(idle);
    }

    /** The same for the first so many of these items. */
    final void give(@Nullable Object[] items, int number) {
        boolean idle;
        synchronized (this) {
            room(number);
            System.arraycopy(items, 0, given, count, number);
            count += number;
            idle = begin();
        }
        start(idle);
    }

    private void room(int number) {
        if (count + number > given.length) {
            given = Arrays.copyOf(given, Math.max(count + number, 2 * given.length));
        }
    }

    private boolean begin() {
        boolean idle = !working;
        working = true;
        return idle;
    }

    private void start(boolean idle) {
        if (idle) {
            try {
                executor.execute(new Work()); // another object each time: a pool tells by it that it makes progress
            } catch (RejectedExecutionException e) {
                work(); // ends and completions must be told all the same
            }
        }
    }

    private void work() {
        for (int left = TURN; ; left--) {
            if (next == end && !nextBatch()) {
                return;
            }
            if (left == 0) {
                Turn turn = new Turn();
                if (!turn.handOver()) {
                    return;
                }
                left = TURN;
            }
            Object item = batch[next];
            batch[next++] = null;
            if (item != null) {
                takeSafely(item);
            }
        }
    }

    private void takeSafely(Object item) {
        try {
            take(item);
        } catch (Throwable e) { // an Error too: nothing that was given later would ever be taken
            LOG.log(System.Logger.Level.ERROR, "a callback of a connection failed", e);
        }
    }

    /** Changes the empty batch for what was given meanwhile; {@code false}, and the work is over, if that is nothing. */
    private synchronized boolean nextBatch() {
        if (count == 0) {
            working = false;
            return false;
        }
        @Nullable Object[] emptied = batch;
        batch = given;
        next = 0;
        end = count;
        given = emptied.length > KEPT ? NONE : emptied;
        count = 0;
        return true;
    }

    /** Once: two threads at the same work would take each item twice. */
    private final class Work extends Errand {
        @Override
        protected void work() {
            Strand.this.work();
        }
    }

    /** The rest of the work as a task of its own. An executor that runs it in place must not nest it. */
    private final class Turn extends Errand {
        private final Thread giver = Thread.currentThread();
        private boolean giving; // by the giver alone
        private boolean returned; // by the giver alone

        /** Whether it came back at once, for this thread to go on with. */
        boolean handOver() {
            giving = true;
            try {
                executor.execute(this);
            } catch (RejectedExecutionException e) {
                returned = true;
            } finally {
                giving = false;
            }
            return returned;
        }

        @Override
        protected void work() {
            if (Thread.currentThread() == giver && giving) {
                returned = true;
            } else {
                Strand.this.work();
            }
        }
    }
}
