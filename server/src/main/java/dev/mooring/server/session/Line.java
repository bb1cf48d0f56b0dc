package dev.mooring.server.session;

import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The place of the one frame that is with the container. Not thread-safe: {@link Outgoing} holds its lock. */
final class Line {

    private static final long UNSEEN = Long.MIN_VALUE;

    private boolean taken;
    private @Nullable Transfer writing;
    private @Nullable SendHandler follower; // of a message that is being written without a transfer
    private long bytes; // of the message, with or without
    private long since; // as the tick has seen it: to read the clock for each message costs too much
    private boolean controlWasLast;
    private boolean failed; // a write has, since this was asked

    void take(Transfer transfer) {
        take(transfer.message.bytes());
        writing = transfer;
    }

    void take(long size, SendHandler newFollower) {
        take(size);
        follower = newFollower;
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

    /** It is the connection's fault, and not the message's own, when it cannot be written to, or is in no state to be. */
    void free(SendResult result) {
        Throwable failure = result.getException();
        failed |= failure instanceof IOException || failure instanceof IllegalStateException;
        free();
    }

    void free() {
        taken = false;
        writing = null;
        follower = null;
        bytes = 0;
    }

    boolean isTaken() {
        return taken;
    }

    /** The message that is being written, if it has a transfer. */
    @Nullable Transfer writing() {
        return writing;
    }

    /** Who follows the message that is being written, if it has no transfer. */
    @Nullable SendHandler follower() {
        return follower;
    }

    /** Bytes of payload being written. */
    long bytes() {
        return bytes;
    }

    boolean controlWasLast() {
        return controlWasLast;
    }

    /** Whether a message could not be written, since this was asked last. */
    boolean takeFailure() {
        boolean was = failed;
        failed = false;
        return was;
    }

    /** How long it has been taken since this was asked first, in nanoseconds; 0 when it is free. */
    long takenFor(long now) {
        since = taken && since != UNSEEN ? since : now;
        return now - since;
    }
}
