package dev.mooring.server.session;

import org.jspecify.annotations.Nullable;

/** The place of the one frame that is with the container. Not thread-safe: {@link Outgoing} holds its lock. */
final class Line {

    private static final long UNSEEN = Long.MIN_VALUE;

    private boolean taken;
    private @Nullable Transfer writing;
    private boolean untold; // a message of which nobody wants to hear is being written
    private long bytes; // of the message, told or untold
    private long since; // as the tick has seen it: to read the clock for each message costs too much
    private boolean controlWasLast;

    void take(Transfer transfer) {
        take(transfer.message.bytes());
        writing = transfer;
    }

    void takeUntold(long size) {
        take(size);
        untold = true;
    }

    void takeForControl() {
        take(0);
        controlWasLast = true;
    }

    private void take(long size) {
        taken = true;
        bytes = size;
        since = UNSEEN;
        controlWasLast = false;
    }

    void free() {
        taken = false;
        writing = null;
        untold = false;
        bytes = 0;
    }

    boolean isTaken() {
        return taken;
    }

    /** The message that is being written, if somebody wants to hear of it. */
    @Nullable Transfer writing() {
        return writing;
    }

    boolean isUntold() {
        return untold;
    }

    /** Bytes of payload being written. */
    long bytes() {
        return bytes;
    }

    boolean controlWasLast() {
        return controlWasLast;
    }

    /** How long it has been taken since this was asked first, in nanoseconds; 0 when it is free. */
    long takenFor(long now) {
        since = taken && since != UNSEEN ? since : now;
        return now - since;
    }
}
