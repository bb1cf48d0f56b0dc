package dev.mooring.server.topic;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A queue in which a newer message takes the place of the one of its key. Not thread-safe. It costs next to nothing while it has
 * never held a message: most sessions never have to queue.
 *
 * @param <M> a message
 */
public final class KeyedQueue<M> {

    private static final class Place<M> {
        private M message;
        private final @Nullable String key;

        Place(M message, @Nullable String key) {
            this.message = message;
            this.key = key;
        }
    }

    private @Nullable Deque<Place<M>> places;
    private @Nullable Map<String, Place<M>> byKey;

    /** An empty queue. */
    public KeyedQueue() {}

    /** The message that one of this key would replace. */
    public @Nullable M find(@Nullable String key) {
        Place<M> place = place(key);
        return place == null ? null : place.message;
    }

    /** Adds a message at the end, or in the place of the one of its key. Returns the one it replaced, if any. */
    public @Nullable M add(M message, @Nullable String key) {
        Place<M> same = place(key);
        if (same != null) {
            M replaced = same.message;
            same.message = message;
            return replaced;
        }
        Place<M> place = new Place<>(message, key);
        if (places == null) {
            places = new ArrayDeque<>();
        }
        places.add(place);
        if (key != null) {
            if (byKey == null) {
                byKey = new HashMap<>();
            }
            byKey.put(key, place);
        }
        return null;
    }

    /** The first one. */
    public @Nullable M peek() {
        Place<M> first = places == null ? null : places.peek();
        return first == null ? null : first.message;
    }

    /** Takes the first one out. */
    public @Nullable M poll() {
        Place<M> first = places == null ? null : places.poll();
        return first == null ? null : takenOut(first);
    }

    /** Takes out all of which this is true, in order. */
    public List<M> takeOut(Predicate<M> which) {
        List<M> taken = new ArrayList<>(0);
        if (places != null) {
            places.removeIf(place -> which.test(place.message) && taken.add(takenOut(place)));
        }
        return taken;
    }

    private M takenOut(Place<M> place) {
        if (place.key != null && byKey != null) {
            byKey.remove(place.key);
        }
        return place.message;
    }

    /** Takes out everything. */
    public List<M> clear() {
        List<M> all = all();
        places = null;
        byKey = null;
        return all;
    }

    /** All messages in order: a snapshot. */
    public List<M> all() {
        return places == null
                ? List.of()
                : places.stream().map(place -> place.message).toList();
    }

    /** How many there are. */
    public int size() {
        return places == null ? 0 : places.size();
    }

    private @Nullable Place<M> place(@Nullable String key) {
        return key == null || byKey == null ? null : byKey.get(key);
    }
}
