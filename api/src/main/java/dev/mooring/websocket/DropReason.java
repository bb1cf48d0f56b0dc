package dev.mooring.websocket;

/** Why a message was not written, or not acknowledged. */
public enum DropReason {
    /** The outbox was full and its policy is to drop: this message, parked or new. */
    OVERFLOW,
    /** Its time to live was over. */
    EXPIRED,
    /** A newer message with the same conflation key took its place. */
    REPLACED,
    /** The session ended first. */
    SESSION_ENDED,
    /** It was written, and the session ended before the peer acknowledged it: it may have been handled. */
    UNACKNOWLEDGED
}
