package dev.mooring.server.session;

import dev.mooring.server.policy.SlowConsumer;
import dev.mooring.server.topic.KeyedQueue;
import dev.mooring.websocket.DropReason;
import dev.mooring.websocket.Ticker;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The messages one session has still to write: bounded in bytes, conflated by key. Not thread-safe: {@link Outgoing} holds
 * its lock. It completes nobody, for that is not to happen under a lock: what falls out is returned.
 *
 * <p>To look for what has expired takes a walk through all that is queued: only when room is needed, and something may have.
 */
final class OutgoingQueue {

    private final SlowConsumer limit;
    private final KeyedQueue<Transfer> transfers = new KeyedQueue<>();
    private long bytes;
    private boolean mayExpire; // something in here
    private long firstExpiry; // not before then

    OutgoingQueue(SlowConsumer limit) {
        this.limit = limit;
    }

    /**
     * Adds a message at the end, or in the place of the queued one of its key.
     *
     * @param bounded whether the limit holds
     * @return what goes for it: the one it replaced, and when there is no room, what has expired, and the oldest if that is the policy
     */
    List<Drop> add(Transfer transfer, boolean bounded, Ticker ticker) {
        Transfer replaced = transfers.add(transfer, transfer.key());
        bytes += cost(transfer) - (replaced == null ? 0 : cost(replaced));
        noteExpiry(transfer);
        boolean full = bounded && isOverLimit();
        if (replaced == null && !full) {
            return List.of(); // the common case
        }
        List<Drop> drops = new ArrayList<>();
        if (replaced != null) {
            drops.add(new Drop(replaced, DropReason.REPLACED));
        }
        if (full) {
            dropExpired(drops, ticker.nanos());
        }
        if (full && limit.action() == SlowConsumer.Action.DROP_OLDEST) {
            dropOldest(drops, transfer);
        }
        return drops;
    }

    private void noteExpiry(Transfer transfer) {
        if (transfer.expires && (!mayExpire || transfer.expiresAt - firstExpiry < 0)) {
            mayExpire = true;
            firstExpiry = transfer.expiresAt;
        }
    }

    private void dropExpired(List<Drop> drops, long now) {
        if (!mayExpire || now - firstExpiry < 0) {
            return;
        }
        for (Transfer each : transfers.takeOut(each -> each.isExpired(now))) {
            bytes -= cost(each);
            drops.add(new Drop(each, DropReason.EXPIRED));
        }
        mayExpire = false;
        transfers.all().forEach(this::noteExpiry);
    }

    boolean isOverLimit() {
        return bytes > limit.maxBytes();
    }

    /** Takes the oldest ones out until the limit holds, but never the newest, wherever it is: it is what is to be kept. */
    private void dropOldest(List<Drop> drops, Transfer newest) {
        Transfer oldest;
        while (isOverLimit() && transfers.peek() != newest && (oldest = poll()) != null) {
            drops.add(new Drop(oldest, DropReason.OVERFLOW));
        }
        if (isOverLimit() && transfers.size() > 1) { // it has the place of one that was the oldest
            for (Transfer each : transfers.takeOut(each -> each != newest && makesRoom(each))) {
                drops.add(new Drop(each, DropReason.OVERFLOW));
            }
        }
    }

    /** Whether this one has to go, which is counted then. */
    private boolean makesRoom(Transfer each) {
        boolean goes = isOverLimit();
        bytes -= goes ? cost(each) : 0;
        return goes;
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
