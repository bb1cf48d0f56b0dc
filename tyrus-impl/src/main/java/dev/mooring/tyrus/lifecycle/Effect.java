package dev.mooring.tyrus.lifecycle;

import dev.mooring.websocket.ConnectionException;
import dev.mooring.websocket.SessionState;
import jakarta.websocket.CloseReason;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What is to be done, in order, after a transition. The effect runner does it; the lifecycle only says so. */
public sealed interface Effect {

    /** Ask the breaker for a permit; answer with {@link Input.Permitted} or {@link Input.Denied}. */
    record AskBreaker() implements Effect {}

    /** Give back a permit that is not used. */
    record ReleasePermit() implements Effect {}

    /** Tell the breaker that the attempt succeeded. */
    record RecordSuccess() implements Effect {}

    /** Tell the breaker that the attempt failed. */
    record RecordFailure(ConnectionException cause) implements Effect {}

    /** Hear from the breaker when it lets attempts through: {@link Input.CircuitReleased}. */
    record AwaitCircuit() implements Effect {}

    /** Open a connection. */
    record Connect(long epoch, int attempt) implements Effect {}

    /** Send the next attempt elsewhere. */
    record Retarget(URI location) implements Effect {}

    /** Send the next attempt to the next of several servers. */
    record Rotate() implements Effect {}

    /** Start a closing handshake. */
    record CloseConnection(long epoch, CloseReason reason) implements Effect {}

    /** End a connection or an attempt at once. */
    record Abort(long epoch) implements Effect {}

    /** Wait for the backoff delay of this retry, at least {@code notBefore}, then {@link Input.RetryDue}. */
    record ScheduleRetry(long timer, int retry, Duration notBefore, ConnectionException cause) implements Effect {}

    /** Wait for a short random time, so that blocked sessions do not leave all at once, then {@link Input.RetryDue}. */
    record ScheduleSpread(long timer) implements Effect {}

    /** Forget the present wait. */
    record CancelRetry() implements Effect {}

    /** After the minimum uptime {@link Input.Stable}. */
    record WatchStability(long epoch) implements Effect {}

    /** After the close timeout {@link Input.CloseOverdue}. */
    record WatchClose(long epoch) implements Effect {}

    /** Tell the application and the observers. */
    record Announce(
            SessionState from, SessionState to, @Nullable ConnectionException cause) implements Effect {}

    /** Hand the open connection to the application: {@code @OnOpen}, then the outbox. */
    record Attach(long epoch) implements Effect {}

    /** Take the connection from the application: {@code @OnClose}. */
    record Detach(long epoch, ConnectionException cause) implements Effect {}

    /** The session has ended; nothing follows. With a cause it has failed. */
    record Finish(@Nullable ConnectionException cause) implements Effect {}
}
