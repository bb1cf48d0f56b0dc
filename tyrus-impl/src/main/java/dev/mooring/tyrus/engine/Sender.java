package dev.mooring.tyrus.engine;

import static java.util.Objects.requireNonNull;

import dev.mooring.tyrus.transport.Connection;
import dev.mooring.websocket.DropReason;
import dev.mooring.websocket.Outbox;
import dev.mooring.websocket.OutboxFullException;
import dev.mooring.websocket.SendOptions;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The way out of one session. Open and not congested, a message goes straight from the caller to the transport: {@code live}
 * is set, and no lock is taken. Otherwise it is parked on the shelf, and {@link #pump()} hands it on when it can.
 *
 * <p>Order: a caller's messages stay in order, because {@code live} is set only when the shelf is empty, and cleared before
 * anything is parked. Bounds: the ledger admits a message before anything else, and at most {@link #HIGH_WATER} bytes are
 * handed to the transport and not yet written, so that expiry, conflation and dropping also work for a peer that reads
 * slowly. A message that a broken connection did not take goes back to its place on the shelf: the peer cannot have seen it.
 *
 * <p>No foreign code, neither transport nor completion, runs under the lock.
 */
final class Sender {

    /** Bytes in the transport's hands above which messages are parked, even while open. */
    static final long HIGH_WATER = 256 << 10;

    /** A message that so many connections in a row did not take is given up. */
    private static final int MAX_RETURNS = 3;

    private static final SendResult OK = new SendResult();

    /** What the sender tells its session. */
    interface Owner {
        void dropped(DropReason reason, long bytes);

        /** This connection did not take a message: it is broken, whatever it says itself. */
        void writeFailed(Connection connection, Throwable failure);
    }

    private final Workshop workshop;
    private final Outbox policy;
    private final long sendTimeout;
    private final Owner owner;
    private final Figures figures;
    private final Ledger ledger;
    private final AtomicLong numbers = new AtomicLong();
    private final AtomicInteger pumps = new AtomicInteger();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    private volatile int waitingForRoom;
    private volatile @Nullable Connection live;
    private volatile @Nullable Thread opener;
    private volatile long lastProgress;

    // guarded by the lock
    private final Shelf shelf = new Shelf();
    private @Nullable Connection connection;
    private long detachedEpoch;
    private boolean exclusive;
    private boolean flushing;
    private boolean ended;

    Sender(Workshop workshop, Outbox policy, Duration sendTimeout, Figures figures, Owner owner) {
        this.workshop = workshop;
        this.policy = policy;
        this.sendTimeout = sendTimeout.toNanos();
        this.figures = figures;
        this.owner = owner;
        this.ledger = new Ledger(policy);
    }

    /** Sends without waiting for the writing; the completion is called exactly once, also when nothing is accepted. */
    void send(Object message, long bytes, SendOptions options, @Nullable SendHandler completion) {
        long total = ledger.admit(bytes);
        if (total < 0) {
            try {
                total = makeRoom(bytes, policy.blockTimeout().toNanos(), false);
            } catch (IOException e) {
                if (completion != null) {
                    completion.onResult(new SendResult(e));
                }
                return;
            }
        }
        dispatch(message, bytes, total, options, completion);
    }

    /** Sends and returns when the message is written, or the outbox has it. */
    void sendAndWait(Object message, long bytes) throws IOException {
        long total = ledger.admit(bytes);
        if (total < 0) {
            total = makeRoom(bytes, Math.max(sendTimeout, policy.blockTimeout().toNanos()), true);
        }
        Receipt receipt = workshop.receipts().take();
        dispatch(message, bytes, total, SendOptions.NONE, receipt);
        if (receipt.await(sendTimeout)) {
            Throwable failure = receipt.failure();
            workshop.receipts().give(receipt);
            if (failure != null) {
                throw failure instanceof IOException e ? e : new IOException(failure.getMessage(), failure);
            }
            return;
        }
        giveUpWaiting(receipt);
    }

    private void dispatch(
            Object message, long bytes, long total, SendOptions options, @Nullable SendHandler completion) {
        Parcel parcel =
                workshop.parcels().take().fill(this, message, bytes, numbers.getAndIncrement(), options, completion);
        Connection direct = live;
        if (direct != null && total <= HIGH_WATER) {
            transmit(parcel, direct, total == bytes);
        } else {
            dispatchWithCare(parcel);
        }
    }

    private void dispatchWithCare(Parcel parcel) {
        Connection now = null;
        lock.lock();
        try {
            // What @OnOpen sends goes ahead of the outbox: a subscription must precede what builds on it.
            if (opener == Thread.currentThread()) {
                now = connection;
            }
        } finally {
            lock.unlock();
        }
        if (now != null) {
            transmit(parcel, now, true);
        } else {
            park(parcel);
            pump();
        }
    }

    private void transmit(Parcel parcel, Connection target, boolean first) {
        if (first) {
            lastProgress = workshop.pulse().now();
        }
        try {
            parcel.transmit(target);
        } catch (RuntimeException e) { // some transports throw instead of completing when they are closed
            transmitted(parcel, e, target);
        }
    }

    /** The transport is done with a message. */
    void transmitted(Parcel parcel, @Nullable Throwable failure) {
        transmitted(parcel, failure, null);
    }

    private void transmitted(Parcel parcel, @Nullable Throwable failure, @Nullable Connection target) {
        if (failure == null) {
            lastProgress = workshop.pulse().now();
            figures.sent(parcel.bytes());
            settle(parcel, OK);
        } else {
            comeBack(parcel, failure, target);
        }
        if (live == null) {
            pump();
        }
    }

    /** The message did not leave: it is parked again, unless that makes no sense. */
    private void comeBack(Parcel parcel, Throwable failure, @Nullable Connection target) {
        Connection broken;
        boolean over;
        lock.lock();
        try {
            over = ended;
            broken = target == null ? connection : target;
            if (connection == broken) {
                connection = null;
                live = null;
            }
        } finally {
            lock.unlock();
        }
        if (broken != null && !over) {
            owner.writeFailed(broken, failure);
        }
        if (over || parcel.options().isVolatile() || parcel.returned() > MAX_RETURNS) {
            settle(parcel, new SendResult(failure));
        } else {
            park(parcel);
        }
    }

    private void park(Parcel parcel) {
        Duration timeToLive = parcel.options().timeToLive();
        if (timeToLive != null && !parcel.expires()) {
            parcel.expireAt(workshop.nanos() + timeToLive.toNanos());
        }
        Parcel replaced = null;
        IOException refused = null;
        lock.lock();
        try {
            if (ended) {
                refused = new IOException("the session has ended: nothing is sent any more");
            } else if (parcel.options().isVolatile() && connection == null) {
                refused = new IOException("there is no connection, and the message asked not to be parked");
            } else {
                live = null;
                if (connection == null) {
                    parcel.acceptForCaller();
                }
                replaced = shelf.put(parcel);
            }
        } finally {
            lock.unlock();
        }
        if (refused != null) {
            settle(parcel, new SendResult(refused));
        } else if (replaced != null) {
            drop(replaced, DropReason.REPLACED);
        }
    }

    /** Hands parked messages on. One thread at a time does; whoever comes meanwhile makes it go round once more. */
    private void pump() {
        if (pumps.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        do {
            pumpOnce();
            seen = pumps.addAndGet(-seen);
        } while (seen != 0);
    }

    private void pumpOnce() {
        while (true) {
            Parcel next;
            Connection target;
            lock.lock();
            try {
                target = connection;
                if (target == null || exclusive || opener != null) {
                    return;
                }
                if (shelf.isEmpty()) {
                    live = target;
                    room.signalAll(); // a stream may be waiting for its turn
                    return;
                }
                if (inTransit() >= HIGH_WATER && !flushing) {
                    return;
                }
                next = requireNonNull(shelf.takeFirst());
            } finally {
                lock.unlock();
            }
            if (next.isExpired(workshop.pulse().now())) {
                drop(next, DropReason.EXPIRED);
            } else {
                transmit(next, target, inTransit() <= next.bytes());
            }
        }
    }

    /** Bytes in the transport's hands; a little too many while another thread is between admission and transmission. */
    private long inTransit() {
        lock.lock();
        try {
            return ledger.bytes() - shelf.bytes();
        } finally {
            lock.unlock();
        }
    }

    /** A connection is there; until {@link #opened} only the calling thread sends on it: it runs {@code @OnOpen}. */
    void opening(Connection newConnection, long epoch) {
        lock.lock();
        try {
            if (epoch <= detachedEpoch || ended) {
                return; // it ended before its @OnOpen could run
            }
            connection = newConnection;
            opener = Thread.currentThread();
            lastProgress = workshop.pulse().now();
        } finally {
            lock.unlock();
        }
    }

    /** {@code @OnOpen} is through: the outbox flows, then live sends. */
    void opened() {
        opener = null;
        pump();
    }

    /** The connection is gone: from now on messages are parked, and blocked callers know that the outbox has theirs. */
    void detach(long epoch) {
        lock.lock();
        try {
            detachedEpoch = epoch;
            connection = null;
            live = null;
            exclusive = false;
            shelf.all().forEach(Parcel::acceptForCaller);
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The session is closing: what is parked goes out ahead of the close frame, however much is in transit. */
    void flush() {
        lock.lock();
        try {
            flushing = true;
        } finally {
            lock.unlock();
        }
        pump();
    }

    /** The session has ended: what is parked is dropped, and nothing is accepted any more. */
    void end() {
        List<Parcel> rest;
        lock.lock();
        try {
            ended = true;
            connection = null;
            live = null;
            rest = shelf.takeAll(parcel -> true);
            room.signalAll();
        } finally {
            lock.unlock();
        }
        rest.forEach(parcel -> drop(parcel, DropReason.SESSION_ENDED));
    }

    /** Drops what has waited for longer than it may. */
    void expire(long now) {
        if (live == null) {
            List<Parcel> expired;
            lock.lock();
            try {
                expired = shelf.isEmpty() ? List.of() : shelf.takeAll(parcel -> parcel.isExpired(now));
            } finally {
                lock.unlock();
            }
            expired.forEach(parcel -> drop(parcel, DropReason.EXPIRED));
        }
    }

    /** Whether messages are in the transport's hands and none was written for as long as the send timeout. */
    boolean isStuck(long now) {
        return ledger.bytes() > 0 && now - lastProgress > sendTimeout && isConnected() && inTransit() > 0;
    }

    /** The silence of a stopped process is not the connection's. */
    void excuse(long lapse) {
        lastProgress += lapse;
    }

    /** The coarse time at which something was last written. */
    long lastProgress() {
        return lastProgress;
    }

    long bufferedAmount() {
        return ledger.bytes();
    }

    /** Takes the connection for a message in parts; other messages wait until {@link #endExclusive()}. */
    Connection beginExclusive() throws IOException {
        long deadline = System.nanoTime() + sendTimeout;
        lock.lock();
        try {
            boolean opening = opener == Thread.currentThread();
            while (connection != null && (exclusive || !shelf.isEmpty() && !opening)) {
                if (!awaitRoom(deadline)) {
                    throw new IOException("the messages before this one were not written within the send timeout of "
                            + Duration.ofNanos(sendTimeout));
                }
            }
            if (connection == null) {
                throw new IOException("there is no connection, and a message in parts is not parked");
            }
            exclusive = true;
            live = null;
            return connection;
        } finally {
            lock.unlock();
        }
    }

    void endExclusive() {
        lock.lock();
        try {
            exclusive = false;
            room.signalAll();
        } finally {
            lock.unlock();
        }
        pump();
    }

    /** A part of a message was written. */
    void progressed(long bytes, boolean last) {
        lastProgress = workshop.pulse().now();
        if (last) {
            figures.sent(bytes);
        }
    }

    private boolean isConnected() {
        lock.lock();
        try {
            return connection != null;
        } finally {
            lock.unlock();
        }
    }

    /** Finds room as the policy says; the bytes accounted for then. */
    private long makeRoom(long bytes, long patience, boolean blocking) throws IOException {
        if (!ledger.fits(bytes)) {
            throw new OutboxFullException("a message of " + bytes + " bytes is larger than the whole outbox of "
                    + policy.maxBytes() + " bytes: raise Outbox.ofBytes(...), or use sendStream");
        }
        if (blocking && isConnected()) {
            return waitForRoom(bytes, patience); // a slow peer slows a blocking caller down, as without us
        }
        return switch (policy.overflow()) {
            case REJECT -> throw full();
            case BLOCK -> waitForRoom(bytes, patience);
            case DROP_NEWEST -> throw dropNewest(bytes);
            case DROP_OLDEST -> dropOldest(bytes);
        };
    }

    private OutboxFullException full() {
        return new OutboxFullException("the outbox is full with " + ledger.messages() + " of " + policy.maxMessages()
                + " messages and " + ledger.bytes() + " of " + policy.maxBytes()
                + " bytes: send less, raise Outbox.ofMessages(...).ofBytes(...), or choose another Overflow than "
                + policy.overflow());
    }

    private OutboxFullException dropNewest(long bytes) {
        figures.dropped();
        owner.dropped(DropReason.OVERFLOW, bytes);
        return full();
    }

    private long dropOldest(long bytes) throws IOException {
        while (true) {
            Parcel oldest;
            lock.lock();
            try {
                oldest = shelf.takeFirst();
            } finally {
                lock.unlock();
            }
            if (oldest == null) { // all of it is in the transport's hands already
                throw dropNewest(bytes);
            }
            drop(oldest, DropReason.OVERFLOW);
            long total = ledger.admit(bytes);
            if (total >= 0) {
                return total;
            }
        }
    }

    private long waitForRoom(long bytes, long patience) throws IOException {
        long deadline = System.nanoTime() + patience;
        lock.lock();
        try {
            while (true) {
                waitingForRoom++; // before looking, so that whoever makes room afterwards signals
                try {
                    long total = ledger.admit(bytes);
                    if (total >= 0) {
                        return total;
                    }
                    if (ended || !awaitRoom(deadline)) {
                        throw full();
                    }
                } finally {
                    waitingForRoom--;
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean awaitRoom(long deadline) throws InterruptedIOException {
        try {
            return room.awaitNanos(deadline - System.nanoTime()) > 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted before the message was accepted: it is not sent");
        }
    }

    /** A blocking send has waited long enough, or was interrupted. */
    private void giveUpWaiting(Receipt receipt) throws IOException {
        List<Parcel> mine;
        lock.lock();
        try {
            mine = shelf.takeAll(parcel -> parcel.completion() == receipt);
        } finally {
            lock.unlock();
        }
        String fate = mine.isEmpty() ? "it may still be" : "it is not sent";
        boolean interrupted = Thread.currentThread().isInterrupted();
        IOException failure = interrupted
                ? new InterruptedIOException("interrupted before the message was written: " + fate)
                : new IOException("the message was not written within the send timeout of "
                        + Duration.ofNanos(sendTimeout) + ": " + fate);
        mine.forEach(parcel -> settle(parcel, new SendResult(failure)));
        throw failure;
    }

    private void drop(Parcel parcel, DropReason reason) {
        figures.dropped();
        owner.dropped(reason, parcel.bytes());
        settle(parcel, new SendResult(new IOException("the message was dropped: " + reason)));
    }

    /** The end of a message, whichever it is: room for others, and its sender is told. */
    private void settle(Parcel parcel, SendResult result) {
        ledger.settle(parcel.bytes());
        if (waitingForRoom > 0) {
            lock.lock();
            try {
                room.signalAll();
            } finally {
                lock.unlock();
            }
        }
        parcel.complete(result, workshop.parcels());
    }
}
