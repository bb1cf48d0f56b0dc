package dev.mooring.server.topic;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Tells listeners who comes and goes. What happens to one member in one topic is told in the order in which it happened: while
 * one thread tells, what others add is told by it too, so that nobody waits for a listener. Thread-safe; no listener is called
 * under a lock.
 */
final class PresenceTeller {

    private static final System.Logger LOG = System.getLogger(PresenceTeller.class.getName());

    private record Key(String topic, Subscriber member) {}

    /** What is not told yet of one member in one topic. Changed only in the map's compute methods. */
    private static final class Untold {
        private final Queue<Presence> events = new ArrayDeque<>(2);
        private boolean taken; // a thread tells it
    }

    private final List<Presence.Listener> listeners = new CopyOnWriteArrayList<>();
    private final ConcurrentMap<Key, Untold> untold = new ConcurrentHashMap<>();

    void addListener(Presence.Listener listener) {
        listeners.add(listener);
    }

    void removeListener(Presence.Listener listener) {
        listeners.remove(listener);
    }

    /** Keeps the event to be told; {@link #tell} must follow. For under the lock that orders what happens; calls nobody. */
    void add(Presence event) {
        untold.compute(new Key(event.topic(), event.member()), (key, present) -> {
            Untold all = present == null ? new Untold() : present;
            all.events.add(event);
            return all;
        });
    }

    /** Tells what there is of this member in this topic, unless somebody does: another thread, or a caller of this one. */
    void tell(String topic, Subscriber member) {
        Key key = new Key(topic, member);
        Presence event = next(key, false);
        while (event != null) {
            tell(event);
            event = next(key, true);
        }
    }

    private @Nullable Presence next(Key key, boolean taken) {
        Presence[] next = new Presence[1];
        untold.computeIfPresent(key, (same, all) -> {
            if (all.taken != taken) {
                return all;
            }
            all.taken = true;
            next[0] = all.events.poll();
            return next[0] == null ? null : all;
        });
        return next[0];
    }

    private void tell(Presence event) {
        for (Presence.Listener listener : listeners) {
            try {
                listener.onPresence(event);
            } catch (Throwable e) { // who comes or goes has come or gone, and the other listeners are to know
                LOG.log(System.Logger.Level.WARNING, "a presence listener threw", e);
            }
        }
    }

    /** Of how many members in topics there is something to be told. */
    int size() {
        return untold.size();
    }
}
