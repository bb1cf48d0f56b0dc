package dev.mooring.server.session;

import dev.mooring.server.topic.Topics;
import dev.mooring.websocket.SendOptions;
import jakarta.websocket.Session;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The session a guarded endpoint sees. It is what endpoint methods get for a parameter of type {@link Session} or {@code
 * ServerSession}; with another API, cast. Everything sent goes through one bounded queue, in order, and completes exactly
 * once. Thread-safe.
 *
 * <p>Where it differs from the container's session: {@link #getUserPrincipal()} is the one the policy's authenticator
 * gave; {@link #getPathParameters()} come from our own match of the template; {@link #getRequestURI()} and its like show
 * secrets as {@code redacted}; {@link #getOpenSessions()} holds guarded sessions, and none whose client has still to
 * authenticate.
 */
public interface ServerSession extends Session {

    /**
     * Sends a text message; half a surrogate pair in it is a question mark. With a conflation key it takes the place of a queued
     * one of the same key, which fails.
     *
     * @return completes when the container has written it, in a resumable session when the client has acknowledged it;
     *     exceptionally when it was dropped, replaced, has expired, or the session ended first
     */
    CompletionStage<Void> send(String text, SendOptions options);

    /** Sends a binary message; the buffer must not change until the stage completes. */
    CompletionStage<Void> send(ByteBuffer data, SendOptions options);

    /**
     * Whether this connection has taken up a session where an earlier one left it, user properties and topics included. To be
     * asked in {@code @OnOpen}, which runs at every connection.
     */
    boolean isResumed();

    /** Bytes of payload queued and not yet written. */
    long bufferedAmount();

    /** The client's address as the policy's trusted proxies say, or {@code null} where it is not known. */
    @Nullable String remoteAddress();

    /** The topics of this application. */
    Topics topics();
}
