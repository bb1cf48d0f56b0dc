package dev.mooring.server.session;

import dev.mooring.server.topic.Outbound;
import dev.mooring.server.topic.Subscriber;
import jakarta.websocket.CloseReason;
import jakarta.websocket.PongMessage;
import jakarta.websocket.SendHandler;
import java.security.Principal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a connection owes the session that it carries: nothing at best effort, everything in a resumable one. */
interface Tie {

    /** The session is to be carried from now on, for this principal; {@code false} when it may not be. */
    boolean attach(@Nullable Principal principal);

    /** Whether every message is data and counted, so that none may be taken for a heartbeat. */
    boolean isCounted();

    /** Whether an earlier connection has carried the session. */
    boolean isResumed();

    /** A message has arrived whole, whatever becomes of it. By the container's thread, in order. */
    void arrived();

    /** Takes a pong, if it is an acknowledgement. By the container's thread, in order. */
    boolean takes(PongMessage pong);

    /** Whether a part of a message is to be handled. Inside the serial. */
    boolean admits(boolean last);

    /** It has been handled, or refused; so many bytes. Inside the serial. */
    void handled(long bytes, boolean last);

    /** The tick. */
    void tick(long now);

    /** Sends a message; whether the handler waits for the writing alone makes a difference when it is kept after that. */
    void send(Outbound message, SendHandler handler, boolean untilWritten);

    /** Bytes of payload that it has accepted and that are not written. */
    long bufferedAmount();

    /** The application closes: what it has sent goes first, and what is handled is acknowledged; then this is run, once. */
    void settle(Runnable close);

    /** The connection is over, for this reason. */
    void over(CloseReason reason);

    /** Who is a member of topics. */
    Subscriber member();

    /** The id of the session. */
    String id();

    /** The session's user properties. */
    Map<String, Object> userProperties();
}
