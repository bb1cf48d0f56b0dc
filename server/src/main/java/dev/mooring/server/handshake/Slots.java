package dev.mooring.server.handshake;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** A bounded number of places for each key. Thread-safe; keeps nothing for keys without a taken place. */
final class Slots {

    private final int limit;
    private final ConcurrentMap<String, Integer> taken = new ConcurrentHashMap<>();

    Slots(int limit) {
        this.limit = limit;
    }

    /** Takes a place; {@code false} when there is none left. */
    boolean take(String key) {
        return take(key, 0);
    }

    /** The same with so many places more than there are, for who is going to give one back. */
    boolean take(String key, int more) {
        boolean[] granted = {false};
        taken.compute(key, (k, count) -> {
            int now = count == null ? 0 : count;
            granted[0] = now - more < limit;
            return granted[0] ? Integer.valueOf(now + 1) : count;
        });
        return granted[0];
    }

    void giveBack(String key) {
        taken.computeIfPresent(key, (k, count) -> count == 1 ? null : Integer.valueOf(count - 1));
    }

    int taken(String key) {
        return taken.getOrDefault(key, 0);
    }

    int keys() {
        return taken.size();
    }
}
