package dev.mooring.server.session;

import dev.mooring.server.policy.SlowConsumer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The messages one session has still to write: bounded in bytes, conflated by key. Not thread-safe: {@link Outgoing} holds
 * its lock. It completes nobody, for that is not to happen under a lock: what falls out is returned.
 */
final class OutgoingQueue {

    /** A place in the queue; a newer message of the same key takes it over. */
    private static final class Place {
        Transfer transfer;

        Place(Transfer transfer) {
            this.transfer = transfer;
        }
    }

    private final SlowConsumer limit;
    private @Nullable Deque<Place> places; // made for the first one: most sessions never have to queue
    private @Nullable Map<String, Place> byKey;
    private long bytes;

    OutgoingQueue(SlowConsumer limit) {
        this.limit = limit;
    }

    /** Adds a message at the end, or in the place of the queued one of its key. Returns the one it replaced, if any. */
    @Nullable Transfer add(Transfer transfer) {
        String key = transfer.key();
        Place same = key == null || byKey == null ? null : byKey.get(key);
        bytes += cost(transfer);
        if (same != null) {
            Transfer replaced = same.transfer;
            same.transfer = transfer;
            bytes -= cost(replaced);
            return replaced;
        }
        Place place = new Place(transfer);
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

    boolean isOverLimit() {
        return bytes > limit.maxBytes();
    }

    /** Takes the oldest ones out until the limit holds, but never the newest: it is what is to be kept. */
    List<Transfer> dropOldest() {
        List<Transfer> dropped = new ArrayList<>();
        while (isOverLimit() && size() > 1) {
            dropped.add(poll());
        }
        return dropped;
    }

    @Nullable Transfer poll() {
        Place first = places == null ? null : places.poll();
        if (first == null) {
            return null;
        }
        Transfer transfer = first.transfer;
        bytes -= cost(transfer);
        String key = transfer.key();
        if (key != null && byKey != null) {
            byKey.remove(key);
        }
        return transfer;
    }

    List<Transfer> clear() {
        List<Transfer> all = places == null
                ? List.of()
                : places.stream().map(place -> place.transfer).toList();
        places = null;
        byKey = null;
        bytes = 0;
        return all;
    }

    boolean isEmpty() {
        return size() == 0;
    }

    /** Bytes of payload in here. */
    long payload() {
        return bytes - (long) size() * SlowConsumer.OVERHEAD;
    }

    private int size() {
        return places == null ? 0 : places.size();
    }

    private static long cost(Transfer transfer) {
        return transfer.message.bytes() + SlowConsumer.OVERHEAD;
    }
}
