package dev.mooring.tyrus.transport;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Threads for tasks that may block. There are a usual number of them, and more only while all of them are blocked and others
 * wait; threads with nothing to do end. Somebody has to {@link #look()} now and then.
 */
public final class ElasticPool extends ThreadPoolExecutor {

    private static final long IDLE_SECONDS = 5;
    private static final int STEP = 4;

    private final int usual;
    private final int most;
    private @Nullable Runnable longestWaiting; // at the last look, guarded by this

    /** A pool of this many threads usually, and at most. */
    public ElasticPool(int usual, int most, ThreadFactory threads) {
        super(usual, usual, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads);
        this.usual = usual;
        this.most = most;
        allowCoreThreadTimeOut(true);
    }

    /**
     * Whether the tasks get their turn: {@code false} when the one that waits longest has waited since the last look, for then
     * no thread has become free in between. In that case the pool grows; when nothing waits any more, it goes back.
     */
    public synchronized boolean look() {
        Runnable waiting = getQueue().peek();
        boolean stuck = waiting != null && waiting == longestWaiting;
        longestWaiting = waiting;
        if (stuck) {
            resize(Math.min(most, getMaximumPoolSize() + STEP));
        } else if (waiting == null && getMaximumPoolSize() > usual) {
            resize(usual);
        }
        return !stuck;
    }

    /** Both at once: a thread above the maximum ends as soon as it is idle, one above the core only after it was so for long. */
    private void resize(int threads) {
        if (threads > getMaximumPoolSize()) {
            setMaximumPoolSize(threads);
            setCorePoolSize(threads);
        } else {
            setCorePoolSize(threads);
            setMaximumPoolSize(threads);
        }
    }
}
