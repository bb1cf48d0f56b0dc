package dev.mooring.websocket;

/**
 * What a send does when the {@link Outbox} has no room for its message. A send by the blocking remote while there is a connection
 * does none of this: it waits for room, at most the send timeout, as the peer slows its caller down without an outbox, too.
 */
public enum Overflow {
    /** The send fails at once with an {@link OutboxFullException}. The default. */
    REJECT,
    /** The caller waits for room, at most {@link Outbox#blockTimeout()}, then the send fails. */
    BLOCK,
    /**
     * The oldest parked messages make room; each is reported by a {@link MessageDropped}. When nothing is left to be dropped,
     * because the rest is in the transport's hands, the new message is dropped.
     */
    DROP_OLDEST,
    /** The new message is dropped and reported by a {@link MessageDropped}. */
    DROP_NEWEST
}
