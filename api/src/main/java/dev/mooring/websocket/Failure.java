package dev.mooring.websocket;

import jakarta.websocket.CloseReason;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What ended a connection, or an attempt to open one. Immutable.
 *
 * @param kind what happened
 * @param detail one line for people, without secrets
 * @param httpStatus the status that answered the upgrade, 0 when there was none
 * @param retryAfter the peer's wish not to be tried again before, {@code null} for none
 * @param location where a 3xx answer or a draining server points, {@code null} for nowhere
 * @param closeReason the close frame, {@code null} when the connection did not end by one
 * @param cause the underlying exception, {@code null} for none
 * @param everOpened whether the session has had an open connection before this failure
 */
public record Failure(
        Kind kind,
        String detail,
        int httpStatus,
        @Nullable Duration retryAfter,
        @Nullable URI location,
        @Nullable CloseReason closeReason,
        @Nullable Throwable cause,
        boolean everOpened) {

    /** What happened. */
    public enum Kind {
        /** Nobody listens there, or no way leads there. */
        REFUSED,
        /** The name did not resolve. */
        DNS,
        /** No connection within the connect timeout, or no reply to the first message within its deadline. */
        TIMEOUT,
        /** The connection broke while it was being opened. */
        HANDSHAKE_BROKEN,
        /** The TLS handshake failed for another reason than trust. */
        TLS,
        /** The peer's certificate is not trusted, or is not the host's. */
        TLS_TRUST,
        /** The upgrade was answered with another status than 101. */
        HTTP_STATUS,
        /** None of our subprotocols was accepted, or one that we did not offer. */
        SUBPROTOCOL,
        /** The reply to the first message did not accept us. */
        REJECTED,
        /** Headers, URI, TLS context or first message could not be obtained: their supplier threw. */
        SUPPLIER,
        /** The connection ended without a close frame: 1006. */
        LOST,
        /** The peer ended the connection with a close frame. */
        CLOSED_BY_PEER,
        /** Nothing arrived within the heartbeat's timeout. */
        HEARTBEAT_MISSED,
        /** The connection could not be written for as long as the send timeout. */
        SEND_TIMEOUT,
        /** {@link ResilientSession#reconnect()} was called. */
        RECONNECT_REQUESTED,
        /** The server does not speak resumable delivery, and the session may not go on without. */
        DELIVERY_UNSUPPORTED,
        /** This end broke the connection off because of what the peer sent, a message over the limit for instance. */
        PROTOCOL
    }

    /** A failure without a status, close frame or hint. */
    public static Failure of(Kind kind, String detail, @Nullable Throwable cause) {
        return new Failure(kind, detail, 0, null, null, null, cause, false);
    }

    /** A connection that the peer ended with a close frame. */
    public static Failure closedByPeer(CloseReason reason) {
        String phrase = reason.getReasonPhrase();
        int code = reason.getCloseCode().getCode();
        String detail = "closed by peer with " + code + (phrase == null || phrase.isEmpty() ? "" : " " + phrase);
        return new Failure(Kind.CLOSED_BY_PEER, Printable.of(detail), 0, null, null, reason, null, false);
    }

    /** An upgrade answered with another status than 101. */
    public static Failure httpStatus(
            int status, @Nullable Duration retryAfter, @Nullable URI location, @Nullable Throwable cause) {
        String detail = "upgrade answered with HTTP " + status
                + (retryAfter == null ? "" : ", retry after " + Printable.of(retryAfter));
        return new Failure(Kind.HTTP_STATUS, detail, status, retryAfter, location, null, cause, false);
    }

    /** A connection that this end breaks off with this close frame. */
    public static Failure brokenOff(CloseReason reason) {
        return new Failure(Kind.PROTOCOL, reason.getReasonPhrase(), 0, null, null, reason, null, false);
    }

    /** The same of a session that has had an open connection before. */
    public Failure afterOpen(boolean value) {
        return new Failure(kind, detail, httpStatus, retryAfter, location, closeReason, cause, value);
    }

    /** The same with the peer's wish about when and where to try again. */
    public Failure withHint(@Nullable Duration notBefore, @Nullable URI elsewhere) {
        return new Failure(kind, detail, httpStatus, notBefore, elsewhere, closeReason, cause, everOpened);
    }

    /** The code of the close frame, or 1006 when there was none. */
    public int closeCode() {
        return closeReason == null ? 1006 : closeReason.getCloseCode().getCode();
    }
}
