package dev.mooring.tyrus.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The parked messages of one session in the order of sending, found again by conflation key. Not thread-safe: the sender's
 * lock guards it.
 */
final class Shelf {

    // made for the first message: most sessions never park one
    private NavigableMap<Long, Parcel> parcels = Collections.emptyNavigableMap();
    private Map<String, Parcel> byKey = Map.of();
    private long bytes;

    /**
     * Parks a message at its place in the order, or at the place of the one it replaces by its conflation key.
     *
     * @return the message that has no place any more, or {@code null}
     */
    @Nullable Parcel put(Parcel parcel) {
        String key = parcel.options().conflationKey();
        Parcel older = key == null ? null : byKey.get(key);
        if (older != null) {
            if (older.number() > parcel.number()) {
                return parcel; // it came back from a broken connection and is itself the older one
            }
            remove(older);
            parcel.takePlace(older.number());
        }
        add(parcel, key);
        return older;
    }

    private void add(Parcel parcel, @Nullable String key) {
        if (parcels.isEmpty()) {
            parcels = new TreeMap<>();
        }
        parcels.put(parcel.number(), parcel);
        bytes += parcel.bytes();
        if (key != null) {
            byKey = byKey.isEmpty() ? new HashMap<>() : byKey;
            byKey.put(key, parcel);
        }
    }

    @Nullable Parcel takeFirst() {
        if (parcels.isEmpty()) {
            return null;
        }
        Parcel first = parcels.firstEntry().getValue();
        remove(first);
        return first;
    }

    List<Parcel> takeAll(Predicate<Parcel> which) {
        List<Parcel> taken = new ArrayList<>();
        for (Parcel parcel : parcels.values()) {
            if (which.test(parcel)) {
                taken.add(parcel);
            }
        }
        taken.forEach(this::remove);
        return taken;
    }

    int size() {
        return parcels.size();
    }

    boolean isEmpty() {
        return parcels.isEmpty();
    }

    long bytes() {
        return bytes;
    }

    private void remove(Parcel parcel) {
        parcels.remove(parcel.number());
        bytes -= parcel.bytes();
        String key = parcel.options().conflationKey();
        if (key != null && byKey.get(key) == parcel) {
            byKey.remove(key);
        }
    }
}
