package dev.mooring.tyrus.engine;

import dev.mooring.websocket.Printable;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jctools.queues.atomic.MpmcAtomicArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * What a blocking send waits on: until its message is written, accepted by the outbox, or failed. Pooled; only one that has
 * been completed goes back, for a late completion must not reach another send.
 */
final class Receipt implements SendHandler {

    private static final Object DONE = new Object();

    private volatile @Nullable Object outcome; // DONE or a Throwable
    private volatile @Nullable Thread waiter;
    private volatile boolean givenUp;

    @Override
    public void onResult(SendResult result) {
        settle(result.isOK() ? DONE : result.getException());
    }

    void accepted() {
        settle(DONE);
    }

    /** Waits; {@code false} when the time is over first, or this thread was interrupted. */
    boolean await(long nanos) {
        if (outcome != null) {
            return true;
        }
        waiter = Thread.currentThread();
        long deadline = System.nanoTime() + nanos;
        while (outcome == null && !Thread.currentThread().isInterrupted()) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                break;
            }
            LockSupport.parkNanos(this, left);
        }
        return outcome != null;
    }

    /** Nobody waits for it any more. Such a receipt is not pooled. */
    void giveUp() {
        givenUp = true;
    }

    boolean isGivenUp() {
        return givenUp;
    }

    /** What went wrong, or {@code null}. Only after a successful {@link #await}. */
    @Nullable Throwable failure() {
        return outcome instanceof Throwable failure ? failure : null;
    }

    /** What this caller is told, which has waited long enough or was interrupted. */
    static IOException notWritten(Duration sendTimeout, String fate) {
        return Thread.currentThread().isInterrupted()
                ? new InterruptedIOException("interrupted before the message was written: " + fate)
                : new IOException("the message was not written within the send timeout of " + Printable.of(sendTimeout)
                        + ": " + fate);
    }

    private void settle(Object value) {
        outcome = value;
        LockSupport.unpark(waiter);
    }

    /** Receipts that are not in use, shared by all sessions of a container. */
    static final class Pool {
        private final MpmcAtomicArrayQueue<Receipt> idle = new MpmcAtomicArrayQueue<>(256);

        Receipt take() {
            Receipt receipt = idle.poll();
            return receipt == null ? new Receipt() : receipt;
        }

        void give(Receipt completed) {
            completed.outcome = null;
            completed.waiter = null;
            idle.offer(completed);
        }
    }
}
