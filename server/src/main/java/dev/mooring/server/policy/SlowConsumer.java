package dev.mooring.server.policy;

/**
 * What happens when a client reads slower than it is sent to, and its queue of outgoing messages is full. A message
 * counts with its payload in bytes, text as UTF-8, and {@value #OVERHEAD} more for its place in the queue. Immutable.
 *
 * @param maxBytes the most bytes queued per session, at least 1024; default 1 MiB
 * @param action what happens above that; default {@link Action#DISCONNECT}
 */
public record SlowConsumer(long maxBytes, Action action) {

    /** What a queued message costs besides its payload: an empty message is not free. */
    public static final int OVERHEAD = 64;

    /** What happens when the queue is full. */
    public enum Action {
        /** The session is closed with 1013; what was queued fails. */
        DISCONNECT,
        /** The oldest queued messages fail and make room. */
        DROP_OLDEST
    }

    /** Validates the bound. */
    public SlowConsumer {
        Require.atLeast("slow consumer queue bytes", 1024, maxBytes);
    }

    /**
     * Close with 1013 when more than so many bytes are queued; in a resumable session also those that the client has not
     * acknowledged, which it does for each 512 KiB at the latest.
     */
    public static SlowConsumer disconnectAfter(long maxBytes) {
        return new SlowConsumer(maxBytes, Action.DISCONNECT);
    }

    /**
     * Drop the oldest queued messages when more than so many bytes are queued. (A message sent with a conflation key
     * replaces the queued one of the same key under every action.)
     */
    public static SlowConsumer dropOldestAfter(long maxBytes) {
        return new SlowConsumer(maxBytes, Action.DROP_OLDEST);
    }
}
