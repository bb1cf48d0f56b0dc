package dev.mooring.server.handshake;

/** Why the guard rejected a handshake, as far as that can be counted: what {@code Rejection.reason} says may be anything. */
public enum RejectionCause {
    /** The path does not match the endpoint's template. */
    PATH,
    /** The server is draining. */
    DRAINING,
    /** The Origin is not allowed, or missing. */
    ORIGIN,
    /** A header of ours is malformed. */
    MALFORMED,
    /** The endpoint has as many connections, or the store as many sessions, as they may have. */
    FULL,
    /** The client's address has as many connections as one may have. */
    ADDRESS_FULL,
    /** The principal has as many connections as one may have. */
    PRINCIPAL_FULL,
    /** There are no credentials, or the authenticator refused them. */
    CREDENTIALS,
    /** The authenticator itself failed. */
    AUTHENTICATOR_FAILED
}
