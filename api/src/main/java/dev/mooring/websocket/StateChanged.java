package dev.mooring.websocket;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The session went from one state to another. The change to CLOSED or FAILED is the last event of a session.
 *
 * @param cause why, {@code null} when nothing went wrong
 */
public record StateChanged(
        String sessionId,
        Instant at,
        SessionState from,
        SessionState to,
        @Nullable ConnectionException cause) implements SessionEvent {}
