package dev.mooring.tyrus.engine;

import dev.mooring.tyrus.transport.Connection;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What a resumable session has handed to one connection. Completions come, and figures are read, on any thread; all else is
 * done under the sender's lock.
 */
final class Carriage {

    final Connection connection;
    private final AtomicLong written; // the number of the last message that is out
    private final AtomicLong bytesWritten = new AtomicLong();
    private final AtomicLong bytesShipped = new AtomicLong(); // written under the lock
    private volatile @Nullable Throwable failure;
    private boolean completedMeanwhile; // guarded by the lock

    /** A connection that is to get what follows the message with this number. */
    Carriage(Connection connection, long after) {
        this.connection = connection;
        this.written = new AtomicLong(after);
    }

    /**
     * Hands these over in order. None follows one that was not taken: the server would give it the number of that, and
     * acknowledge what never left.
     */
    void takeAgain(List<Parcel> parcels, ResumableSender sender) {
        for (Parcel parcel : parcels) {
            if (failure == null) {
                take(parcel, sender);
            }
        }
    }

    /** Hands a message over, which has its number by now. */
    void take(Parcel parcel, ResumableSender sender) {
        long bytes = parcel.bytes();
        bytesShipped.setRelease(bytesShipped.getPlain() + bytes);
        try {
            parcel.transmit(connection, new Shipment(sender, this, bytes));
        } catch (Throwable e) { // some transports throw when they are closed, and memory may run out: it has not left
            sender.written(this, bytes, e);
        }
    }

    void written(long bytes) {
        written.incrementAndGet();
        bytesWritten.addAndGet(bytes);
    }

    long written() {
        return written.get();
    }

    /** Bytes that the transport has and has not written. */
    long inTransit() {
        long out = bytesWritten.get(); // first, so that the difference is not negative
        return bytesShipped.get() - out;
    }

    void failed(Throwable cause) {
        failure = cause;
    }

    /** Why the connection does not take messages any more, or {@code null}. */
    @Nullable Throwable failure() {
        return failure;
    }

    /** The transport has completed a message while it was handed over: what follows from that is still to be done. */
    void completedMeanwhile() {
        completedMeanwhile = true;
    }

    /** Whether something is to be done on that account, once. */
    boolean hasCompletedMeanwhile() {
        boolean completed = completedMeanwhile;
        completedMeanwhile = false;
        return completed;
    }
}
