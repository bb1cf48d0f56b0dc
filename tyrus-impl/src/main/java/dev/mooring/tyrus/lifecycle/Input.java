package dev.mooring.tyrus.lifecycle;

import dev.mooring.websocket.ConnectionException;
import dev.mooring.websocket.Verdict;
import jakarta.websocket.CloseReason;

/** What can happen to a session. An {@code epoch} says which connection it is about; old ones are dropped. */
public sealed interface Input {

    /** The application asked for the session. */
    record Start() implements Input {}

    /** The breaker's answer to {@link Effect.AskBreaker}: go. The permit must be used or released. */
    record Permitted() implements Input {}

    /** The breaker's answer to {@link Effect.AskBreaker}: not now. */
    record Denied() implements Input {}

    /** The connection is open and authenticated. */
    record Opened(long epoch) implements Input {}

    /** The attempt failed, or the open connection ended; the verdict says what that means. */
    record Ended(long epoch, ConnectionException cause, Verdict verdict) implements Input {}

    /** The connection has been up for the minimum uptime. */
    record Stable(long epoch) implements Input {}

    /** The wait with this number is over. */
    record RetryDue(long timer) implements Input {}

    /** The breaker lets attempts through again. */
    record CircuitReleased() implements Input {}

    /** The application wants a new connection now. */
    record Reconnect() implements Input {}

    /** The application closes the session. */
    record Close(CloseReason reason) implements Input {}

    /** The closing handshake took too long. */
    record CloseOverdue(long epoch) implements Input {}

    /** The time limit of the first connection is over. */
    record InitialLimit(ConnectionException cause) implements Input {}
}
