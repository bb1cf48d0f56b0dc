package dev.mooring.tyrus.engine;

import org.jctools.queues.atomic.MpmcAtomicArrayQueue;

/** Parcels that are not in use, shared by all sessions of a container. Thread-safe, without locks. */
final class ParcelPool {

    private static final int CAPACITY = 1024;

    private final MpmcAtomicArrayQueue<Parcel> idle = new MpmcAtomicArrayQueue<>(CAPACITY);

    Parcel take() {
        Parcel parcel = idle.poll();
        return parcel == null ? new Parcel() : parcel;
    }

    void give(Parcel parcel) {
        idle.offer(parcel); // when full, the collector has it
    }
}
