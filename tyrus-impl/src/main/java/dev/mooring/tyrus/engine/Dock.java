package dev.mooring.tyrus.engine;

import dev.mooring.tyrus.transport.Connection;
import dev.mooring.websocket.Printable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Where messages wait and connections land: the state of a session's way out, all of it guarded by one lock, under which no
 * foreign code runs, neither a transport's nor a completion's.
 *
 * <p>{@code live} is read without the lock: it is set only while there is a connection, nothing is parked and nobody has the
 * connection for itself; and it is cleared before anything is parked. So whoever reads it may send at once, in order.
 */
final class Dock {

    /** A parked message on its way. */
    record Departure(Parcel parcel, Connection connection) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final boolean keeps;
    private volatile @Nullable Connection live;
    private volatile @Nullable Thread opener;

    // guarded by the lock
    private @Nullable Condition moved; // made by the first who waits: most sessions never send in parts
    private final Shelf shelf = new Shelf();
    private @Nullable Connection connection;
    private long detachedEpoch;
    private boolean exclusive;
    private int passing; // heartbeats that are being handed over
    private boolean flushing;
    private boolean ended;

    /** A dock that keeps messages while there is no connection, or does not. */
    Dock(boolean keeps) {
        this.keeps = keeps;
    }

    /** The connection to send on at once, or {@code null} when a message has to be parked. */
    @Nullable Connection live() {
        return live;
    }

    /** What {@code @OnOpen} sends goes ahead of the outbox: the connection, if this is the thread that runs it. */
    @Nullable Connection ofOpener() {
        if (opener != Thread.currentThread()) {
            return null;
        }
        lock.lock();
        try {
            return connection;
        } finally {
            lock.unlock();
        }
    }

    /** A connection lands; until {@link #opened} only the calling thread sends on it. */
    void opening(Connection landed, long epoch) {
        lock.lock();
        try {
            if (epoch > detachedEpoch && !ended) { // else it ended before its @OnOpen could run
                connection = landed;
                opener = Thread.currentThread();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Hands over a whole message that may pass all that is parked; {@code false} if none may go out just now. */
    boolean pass(Consumer<Connection> handOver) {
        Connection free;
        lock.lock();
        try {
            free = exclusive || opener != null ? null : connection;
            passing += free == null ? 0 : 1;
        } finally {
            lock.unlock();
        }
        if (free == null) {
            return false;
        }
        try {
            handOver.accept(free);
        } finally {
            lock.lock();
            passing--;
            lock.unlock();
        }
        return true;
    }

    /** Whether a message is just being handed over that passes all that is parked. */
    boolean isPassed() {
        lock.lock();
        try {
            return passing > 0;
        } finally {
            lock.unlock();
        }
    }

    void opened() {
        opener = null;
    }

    /**
     * The connection is gone. Blocked callers go on, as what they sent is parked here.
     *
     * @return the messages that cannot stay here: volatile ones, or all if nothing is kept
     */
    List<Parcel> detach(long epoch) {
        lock.lock();
        try {
            detachedEpoch = epoch;
            connection = null;
            live = null;
            exclusive = false;
            signalMoved();
            return shelf.takeAll(parcel -> mustNotWait(parcel) || !isAccepted(parcel));
        } finally {
            lock.unlock();
        }
    }

    /** This connection is broken: nothing more is sent on it. */
    void broken(Connection candidate) {
        lock.lock();
        try {
            if (connection == candidate) {
                connection = null;
                live = null;
            }
        } finally {
            lock.unlock();
        }
    }

    /** Nothing is accepted any more; what is still parked. */
    List<Parcel> end() {
        lock.lock();
        try {
            ended = true;
            connection = null;
            live = null;
            signalMoved();
            return shelf.takeAll(parcel -> true);
        } finally {
            lock.unlock();
        }
    }

    /** From now on parked messages leave however much is in transit: the session is closing. */
    void flush() {
        lock.lock();
        try {
            flushing = true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Parks a message at its place.
     *
     * @param kept whether it is kept until it has arrived: then its caller need not wait for that
     * @return the message that it replaced, or {@code null}
     * @throws IOException if it cannot be parked
     */
    @Nullable Parcel park(Parcel parcel, boolean kept) throws IOException {
        lock.lock();
        try {
            if (ended) {
                throw new IOException("the session has ended: nothing is sent any more");
            }
            if (connection == null && mustNotWait(parcel)) {
                throw new IOException("there is no connection, and the "
                        + (keeps ? "message asked not to be parked" : "outbox was told to park nothing"));
            }
            if (parcel.isGivenUp()) { // and was looked for here in vain: a copy made now would be of another content
                throw new IOException("the message was given up by its sender");
            }
            live = null;
            if ((kept || connection == null) && !isAccepted(parcel)) {
                throw new IOException("there is no memory for a copy of the message");
            }
            return shelf.put(parcel);
        } finally {
            lock.unlock();
        }
    }

    private static boolean isAccepted(Parcel parcel) {
        try {
            parcel.acceptForCaller();
            return true;
        } catch (Throwable e) { // no memory for a copy of its own
            return false;
        }
    }

    private boolean mustNotWait(Parcel parcel) {
        return !keeps || parcel.options().isVolatile();
    }

    /** The next message that may leave, or {@code null}. When nothing is parked any more, the way is free again. */
    @Nullable Departure next(long accepted, long highWater) {
        lock.lock();
        try {
            Connection target = connection;
            if (target == null || exclusive || opener != null) {
                return null;
            }
            boolean crowded = accepted - shelf.bytes() >= highWater && !flushing;
            Parcel first = crowded ? null : shelf.takeFirst();
            if (shelf.isEmpty()) {
                signalMoved();
            }
            if (first == null) {
                live = shelf.isEmpty() ? target : null;
                return null;
            }
            return new Departure(first, target);
        } finally {
            lock.unlock();
        }
    }

    /** Takes parked messages away. */
    List<Parcel> take(Predicate<Parcel> which) {
        lock.lock();
        try {
            return shelf.isEmpty() ? List.of() : shelf.takeAll(which);
        } finally {
            lock.unlock();
        }
    }

    @Nullable Parcel takeOldest() {
        lock.lock();
        try {
            return shelf.takeFirst();
        } finally {
            lock.unlock();
        }
    }

    /** Takes the connection for a message in parts, when all that was before it has left. */
    Connection beginExclusive(Duration patience) throws IOException {
        long left = patience.toNanos();
        lock.lock();
        try {
            boolean opening = opener == Thread.currentThread();
            while (connection != null && (exclusive || (!shelf.isEmpty() && !opening))) {
                if (left <= 0) {
                    throw new IOException("the messages before this one were not written within the send timeout of "
                            + Printable.of(patience));
                }
                left = moved().awaitNanos(left);
            }
            if (connection == null) {
                throw new IOException("there is no connection, and a message in parts is not parked");
            }
            exclusive = true;
            live = null;
            return connection;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted before the first part was sent");
        } finally {
            lock.unlock();
        }
    }

    private Condition moved() {
        Condition present = moved == null ? lock.newCondition() : moved;
        moved = present;
        return present;
    }

    private void signalMoved() {
        if (moved != null) {
            moved.signalAll();
        }
    }

    /** Its last part is out, or never will be. */
    void endExclusive(Connection owned) {
        lock.lock();
        try {
            if (connection == owned) { // else it is another's by now
                exclusive = false;
                signalMoved();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether a message in parts is under way on this connection. */
    boolean isExclusive(Connection candidate) {
        lock.lock();
        try {
            return exclusive && connection == candidate;
        } finally {
            lock.unlock();
        }
    }

    int parkedMessages() {
        lock.lock();
        try {
            return shelf.size();
        } finally {
            lock.unlock();
        }
    }

    long parkedBytes() {
        lock.lock();
        try {
            return shelf.bytes();
        } finally {
            lock.unlock();
        }
    }

    @Nullable Connection connection() {
        lock.lock();
        try {
            return connection;
        } finally {
            lock.unlock();
        }
    }

    /** What is written may still count as in transit: its completion waits behind a handler of the application's that blocks. */
    boolean hasUnwritten() {
        Connection present = connection();
        return present != null && present.hasUnwritten();
    }

    boolean hasEnded() {
        lock.lock();
        try {
            return ended;
        } finally {
            lock.unlock();
        }
    }
}
