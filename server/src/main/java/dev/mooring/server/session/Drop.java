package dev.mooring.server.session;

import dev.mooring.websocket.DropReason;
import java.io.IOException;

/** A message that was accepted and will not be written, and why. Its sender is to be told, under no lock. */
record Drop(Transfer transfer, DropReason reason) {

    /** Counted as what the sender hears: the container may complete what has been dropped. */
    void tell(Tally tally) {
        if (transfer.fail(new IOException(why()))) {
            tally.dropped(reason);
        }
    }

    private String why() {
        return switch (reason) {
            case OVERFLOW -> "message dropped: the queue is full";
            case EXPIRED -> "message expired in the queue";
            case REPLACED -> "message replaced by a newer one of its key";
            case SESSION_ENDED, UNACKNOWLEDGED -> "message dropped: the session is over";
        };
    }
}
