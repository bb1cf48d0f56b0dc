package dev.mooring.tyrus.engine;

import dev.mooring.websocket.Outbox;
import dev.mooring.websocket.OutboxFullException;
import dev.mooring.websocket.Overflow;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Admits messages within the outbox's bounds; when there is no room, does what its policy says. Thread-safe. */
final class Room {

    /** Who can make room. */
    interface Overfull {
        /** Drops the oldest parked message; {@code false} if there is none. */
        boolean dropOldest();

        /** The new message is dropped. */
        void newestDropped(long bytes);
    }

    private static final AtomicLongFieldUpdater<Room> UNTOLD =
            AtomicLongFieldUpdater.newUpdater(Room.class, "untold"); // no object of its own for each session

    private final Outbox policy;
    private final Ledger ledger;
    private final Overfull overfull;
    private volatile @Nullable Waiters waiters; // made for the first: most sessions never have any
    private volatile boolean closed;
    private volatile long untold;

    /** Those who wait for room. */
    private static final class Waiters {
        final ReentrantLock lock = new ReentrantLock();
        final Condition freed = lock.newCondition();
        volatile int count; // changed under the lock

        void wake() {
            lock.lock();
            try {
                freed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    Room(Outbox policy, Overfull overfull) {
        this.policy = policy;
        this.overfull = overfull;
        this.ledger = new Ledger(policy);
    }

    /** Admits a message; the bytes accounted for then. */
    long admit(long bytes) throws IOException {
        long total = ledger.admit(bytes);
        return total >= 0 ? total : makeRoom(bytes);
    }

    /** The same for a blocking caller: a slow peer slows it down, as without us, whatever the policy. */
    long admitPatiently(long bytes, Duration patience) throws IOException {
        long total = ledger.admit(bytes);
        if (total >= 0) {
            return total;
        }
        requireFit(bytes);
        return waitFor(bytes, patience);
    }

    /** How long a blocking send may take in all, which waits for writing as long as for room. */
    Duration patience(Duration sendTimeout) {
        boolean longer =
                policy.overflow() == Overflow.BLOCK && policy.blockTimeout().compareTo(sendTimeout) > 0;
        return longer ? policy.blockTimeout() : sendTimeout;
    }

    /** The end of a message, whichever it was: room for others. */
    void settle(long bytes) {
        ledger.settle(bytes);
        Waiters present = waiters;
        if (present != null && present.count > 0) {
            present.wake();
        }
    }

    /** So many bytes are written; they have their room until who sent them is told. */
    void written(long bytes) {
        UNTOLD.addAndGet(this, bytes);
    }

    /** Who sent them is told, and their room is free. */
    void told(long bytes) {
        UNTOLD.addAndGet(this, -bytes);
    }

    /** Bytes that are written, and who sent them has not been told. */
    long untold() {
        return untold;
    }

    /** Nobody need wait any longer. */
    void close() {
        closed = true;
        Waiters present = waiters;
        if (present != null) {
            present.wake();
        }
    }

    long bytes() {
        return ledger.bytes();
    }

    long messages() {
        return ledger.messages();
    }

    private long makeRoom(long bytes) throws IOException {
        requireFit(bytes);
        return switch (policy.overflow()) {
            case REJECT -> throw full();
            case BLOCK -> waitFor(bytes, policy.blockTimeout());
            case DROP_NEWEST -> throw dropNewest(bytes);
            case DROP_OLDEST -> dropOldest(bytes);
        };
    }

    private void requireFit(long bytes) throws OutboxFullException {
        if (!ledger.fits(bytes)) {
            throw new OutboxFullException("a message of " + bytes + " bytes is larger than the whole outbox of "
                    + policy.maxBytes() + " bytes: raise Outbox.ofBytes(...), or use sendStream");
        }
    }

    private long dropOldest(long bytes) throws IOException {
        while (overfull.dropOldest()) {
            long total = ledger.admit(bytes);
            if (total >= 0) {
                return total;
            }
        }
        throw dropNewest(bytes); // all of it is in the transport's hands already
    }

    private OutboxFullException dropNewest(long bytes) {
        overfull.newestDropped(bytes);
        return full();
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // under the lock
    private long waitFor(long bytes, Duration patience) throws IOException {
        long left = patience.toNanos();
        Waiters here = waiters();
        here.lock.lock();
        try {
            here.count++; // before looking, so that whoever frees room afterwards wakes us
            while (true) {
                long total = ledger.admit(bytes);
                if (total >= 0) {
                    return total;
                }
                if (closed || left <= 0) {
                    throw full();
                }
                left = here.freed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted before the message was accepted: it is not sent");
        } finally {
            here.count--;
            here.lock.unlock();
        }
    }

    private synchronized Waiters waiters() {
        Waiters present = waiters == null ? new Waiters() : waiters;
        waiters = present;
        return present;
    }

    private OutboxFullException full() {
        return new OutboxFullException("the outbox is full with " + ledger.messages() + " of " + policy.maxMessages()
                + " messages and " + ledger.bytes() + " of " + policy.maxBytes()
                + " bytes: send less, raise Outbox.ofMessages(...).ofBytes(...), or choose another Overflow than "
                + policy.overflow());
    }
}
