package dev.mooring.server.auth;

/** Thrown by an {@link Authenticator} to reject a handshake. Carries no stack trace: a rejection is no accident. */
public final class HandshakeRejectedException extends Exception {

    private final transient Rejection rejection;

    /** Rejects with this status and these headers. */
    public HandshakeRejectedException(Rejection rejection) {
        super(rejection.toString(), null, false, false);
        this.rejection = rejection;
    }

    /** What the client is answered. */
    public Rejection rejection() {
        return rejection;
    }
}
