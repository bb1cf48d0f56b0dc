package dev.mooring.server.resume;

import dev.mooring.websocket.DropReason;

/**
 * Why a message is not kept for the client.
 *
 * @param why for its sender
 */
record Refusal(DropReason reason, String why) {

    static final Refusal ENDED =
            new Refusal(DropReason.SESSION_ENDED, "the session has ended: nothing is sent any more");

    /** The session ends by it. */
    static final Refusal FULL = new Refusal(
            DropReason.SESSION_ENDED, "the session has ended: more was unacknowledged than may be kept for it");

    static final Refusal EXPIRED = new Refusal(DropReason.EXPIRED, "message expired in the queue");

    static final Refusal REPLACED = new Refusal(DropReason.REPLACED, "message replaced by a newer one of its key");

    static final Refusal NOT_PARKED =
            new Refusal(DropReason.EXPIRED, "there is no connection, and the message asked not to be parked");

    static final Refusal UNACKNOWLEDGED =
            new Refusal(DropReason.SESSION_ENDED, "the session has ended, it was not acknowledged");

    static Refusal tooLarge(long bytes, long maxBytes) {
        return new Refusal(
                DropReason.OVERFLOW,
                "a message of " + bytes + " bytes is larger than all that a session may keep, " + maxBytes
                        + " bytes: raise ServerPolicy's slowConsumer(...)");
    }
}
