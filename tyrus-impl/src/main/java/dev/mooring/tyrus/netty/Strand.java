package dev.mooring.tyrus.netty;

import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jctools.queues.MpscUnboundedArrayQueue;

/**
 * Takes items one at a time, in order, on an executor; any thread gives. The executor gets its thread back after {@link #TURN}
 * items, so that no connection keeps it for itself. Queueing allocates nothing for each item.
 *
 * <p>{@code pending} counts what is published and not yet taken: whoever moves it from 0 starts the work, which ends when it is
 * 0 again.
 */
abstract class Strand {

    /** Items until others get their turn; less than the engine queues before it would hold up its caller. */
    private static final int TURN = 64;

    private static final int CHUNK = 16;

    private final Executor executor;
    private final Queue<Object> waiting = new MpscUnboundedArrayQueue<>(CHUNK);
    private final AtomicInteger pending = new AtomicInteger();

    Strand(Executor executor) {
        this.executor = executor;
    }

    /** Must not throw. */
    abstract void take(Object item);

    /** Queues an item, to be taken once it is {@linkplain #publish published}. */
    final void put(Object item) {
        waiting.add(item);
    }

    /** So many more items may be taken. */
    final void publish(int count) {
        if (pending.getAndAdd(count) == 0) {
            try {
                executor.execute(this::work); // another object each time: a pool tells by it that it makes progress
            } catch (RejectedExecutionException e) {
                work(); // ends and completions must be told all the same
            }
        }
    }

    private void work() {
        while (true) {
            int count = 0;
            do {
                Object item = waiting.poll();
                if (item != null) {
                    take(item);
                }
            } while (pending.decrementAndGet() > 0 && ++count < TURN);
            if (count < TURN) {
                return;
            }
            Turn next = new Turn();
            if (!next.handOver()) {
                return;
            }
        }
    }

    /** The rest of the work as a task of its own. An executor that runs it in place must not nest it. */
    private final class Turn implements Runnable {
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
        public void run() {
            if (Thread.currentThread() == giver && giving) {
                returned = true;
            } else {
                work();
            }
        }
    }
}
