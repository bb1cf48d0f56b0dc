package dev.mooring.tyrus.engine;

import java.util.concurrent.atomic.AtomicReference;
import org.jctools.queues.atomic.MpmcAtomicArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * Parcels that are not in use, shared by all sessions of a container. The one that was given back last is taken first: it
 * is still in the processor's cache. Thread-safe, without locks.
 */
final class ParcelPool {

    private static final int CAPACITY = 1024;

    private final AtomicReference<@Nullable Parcel> last = new AtomicReference<>();
    private final MpmcAtomicArrayQueue<Parcel> others = new MpmcAtomicArrayQueue<>(CAPACITY);

    Parcel take() {
        Parcel parcel = last.get() == null ? null : last.getAndSet(null);
        if (parcel == null) {
            parcel = others.poll();
        }
        return parcel == null ? new Parcel() : parcel;
    }

    void give(Parcel parcel) {
        if (last.get() == null) {
            last.setRelease(
                    parcel); // two at once may leave one of them to the collector, which costs less than to agree
        } else {
            others.offer(parcel); // when full, the collector has it
        }
    }
}
