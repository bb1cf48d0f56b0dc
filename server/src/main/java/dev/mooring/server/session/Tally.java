package dev.mooring.server.session;

import dev.mooring.websocket.DropReason;

/** Counts how messages to clients end. Called under locks: it only counts. Thread-safe. */
interface Tally {

    /** The container has written one. */
    void sent();

    /** One was accepted, and will not be written. */
    void dropped(DropReason reason);

    /** The container has written one, or could not. */
    default void ended(boolean written) {
        if (written) {
            sent();
        } else {
            dropped(DropReason.SESSION_ENDED);
        }
    }
}
