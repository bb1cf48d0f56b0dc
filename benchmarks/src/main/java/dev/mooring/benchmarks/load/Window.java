package dev.mooring.benchmarks.load;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the messages in flight of one sending thread. A sender that had to wait goes on when half the window is free, or so many
 * places that it is not woken too often: waking it for each message would measure the wakings, and half of a large window comes
 * in bursts that a short slice of time misses. Allocates nothing.
 */
public final class Window {

    private static final int MANY = 512;

    private final AtomicInteger free;
    private final int enough;
    private volatile @Nullable Thread waiter;

    public Window(int size) {
        free = new AtomicInteger(size);
        enough = Math.min(MANY, (size + 1) / 2);
    }

    /** Waits for a place; by the one sending thread. {@code false} when interrupted. */
    public boolean acquire() {
        if (free.get() == 0) {
            waiter = Thread.currentThread();
            while (free.get() == 0) {
                if (Thread.currentThread().isInterrupted()) {
                    return false;
                }
                LockSupport.park(this);
            }
            waiter = null;
        }
        free.decrementAndGet();
        return true;
    }

    /** Gives a place back; by any thread. */
    public void release() {
        if (free.incrementAndGet() == enough) {
            LockSupport.unpark(waiter);
        }
    }
}
