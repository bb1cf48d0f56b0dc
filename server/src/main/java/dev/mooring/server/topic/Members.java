package dev.mooring.server.topic;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The members of one topic, in the order in which they joined: what belongs to those who came together lies together in
 * memory, and a broadcast that goes through thousands of them in another order waits for it. Thread-safe.
 */
final class Members {

    private final Set<Subscriber> all = new LinkedHashSet<>(); // guarded by this
    private volatile @Nullable List<Subscriber> snapshot; // until the next one comes or goes

    synchronized boolean add(Subscriber member) {
        snapshot = null;
        return all.add(member);
    }

    synchronized boolean remove(Subscriber member) {
        snapshot = null;
        return all.remove(member);
    }

    synchronized boolean isEmpty() {
        return all.isEmpty();
    }

    /** Those who are members now. Made once for all messages that are published before the next one comes or goes. */
    List<Subscriber> snapshot() {
        List<Subscriber> present = snapshot;
        return present == null ? take() : present;
    }

    private synchronized List<Subscriber> take() {
        List<Subscriber> taken = List.copyOf(all);
        snapshot = taken;
        return taken;
    }
}
