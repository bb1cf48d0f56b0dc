package dev.mooring.tyrus.engine;

import dev.mooring.websocket.Outbox;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;

/**
 * Counts the messages accepted and not yet written, and their bytes, in one atomic word: messages in the upper 24 bits,
 * bytes in the lower 40. So a send costs one compare-and-set to be admitted, and a completion one addition.
 */
final class Ledger {

    private static final int SHIFT = 40;
    private static final long BYTES = (1L << SHIFT) - 1;

    private static final AtomicLongFieldUpdater<Ledger> WORD =
            AtomicLongFieldUpdater.newUpdater(Ledger.class, "word"); // no object of its own for each session

    private volatile long word;
    private final long maxMessages;
    private final long maxBytes;

    Ledger(Outbox outbox) {
        // none may be parked, which the dock sees to; those that go straight to a connection need no room
        maxMessages = outbox.maxMessages() == 0 ? Outbox.MAX_MESSAGES : outbox.maxMessages();
        maxBytes = outbox.maxBytes();
    }

    /** Admits a message if there is room; the bytes accounted for then, or −1. */
    long admit(long bytes) {
        while (true) {
            long before = word;
            long total = (before & BYTES) + bytes;
            if (total > maxBytes || (before >>> SHIFT) >= maxMessages) {
                return -1;
            }
            if (WORD.compareAndSet(this, before, before + (1L << SHIFT) + bytes)) {
                return total;
            }
        }
    }

    /** Takes a message out. */
    void settle(long bytes) {
        WORD.addAndGet(this, -(1L << SHIFT) - bytes);
    }

    /** A message changed its size in place. */
    void resize(long difference) {
        WORD.addAndGet(this, difference);
    }

    long bytes() {
        return word & BYTES;
    }

    long messages() {
        return word >>> SHIFT;
    }

    boolean fits(long bytes) {
        return bytes <= maxBytes;
    }
}
