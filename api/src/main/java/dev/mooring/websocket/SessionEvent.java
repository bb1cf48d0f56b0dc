package dev.mooring.websocket;

import java.time.Instant;

/**
 * Something that happened to a session. Immutable; carries no secret and no message content. Delivered in order, one at
 * a time per session, never while another callback of that session runs. New kinds may be added, so a {@code switch}
 * over them needs a {@code default}.
 */
public sealed interface SessionEvent
        permits StateChanged,
                Opened,
                Closed,
                RetryScheduled,
                CircuitChanged,
                HeartbeatMissed,
                MessageDropped,
                Resumed,
                SessionReset,
                Failed {

    /** The id of the session, see {@link ResilientSession#getId()}. */
    String sessionId();

    /** When it happened. */
    Instant at();
}
