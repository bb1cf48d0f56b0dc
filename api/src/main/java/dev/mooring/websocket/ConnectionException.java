package dev.mooring.websocket;

import java.io.IOException;

/** A connection ended, or could not be opened; {@link #failure()} says why. The cause that events carry. */
public class ConnectionException extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    /** Wraps what happened; the message is its one-line detail. */
    public ConnectionException(Failure failure) {
        super(failure.detail(), failure.cause());
        this.failure = failure;
    }

    /** What happened, in detail. */
    public Failure failure() {
        return failure;
    }
}
