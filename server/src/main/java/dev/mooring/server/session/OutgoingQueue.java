package dev.mooring.server.session;

import dev.mooring.server.policy.SlowConsumer;
import dev.mooring.server.topic.KeyedQueue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The messages one session has still to write: bounded in bytes, conflated by key. Not thread-safe: {@link Outgoing} holds
 * its lock. It completes nobody, for that is not to happen under a lock: what falls out is returned.
 */
final class OutgoingQueue {

    private final SlowConsumer limit;
    private final KeyedQueue<Transfer> transfers = new KeyedQueue<>();
    private long bytes;

    OutgoingQueue(SlowConsumer limit) {
        this.limit = limit;
    }

    /** Adds a message at the end, or in the place of the queued one of its key. Returns the one it replaced, if any. */
    @Nullable Transfer add(Transfer transfer) {
        Transfer replaced = transfers.add(transfer, transfer.key());
        bytes += cost(transfer) - (replaced == null ? 0 : cost(replaced));
        return replaced;
    }

    boolean isOverLimit() {
        return bytes > limit.maxBytes();
    }

    /** Takes the oldest ones out until the limit holds, but never the newest: it is what is to be kept. */
    List<Transfer> dropOldest() {
        List<Transfer> dropped = new ArrayList<>();
        while (isOverLimit() && transfers.size() > 1) {
            dropped.add(poll());
        }
        return dropped;
    }

    @Nullable Transfer poll() {
        Transfer first = transfers.poll();
        bytes -= first == null ? 0 : cost(first);
        return first;
    }

    List<Transfer> clear() {
        bytes = 0;
        return transfers.clear();
    }

    boolean isEmpty() {
        return transfers.size() == 0;
    }

    /** Bytes of payload in here. */
    long payload() {
        return bytes - (long) transfers.size() * SlowConsumer.OVERHEAD;
    }

    private static long cost(Transfer transfer) {
        return transfer.message.bytes() + SlowConsumer.OVERHEAD;
    }
}
