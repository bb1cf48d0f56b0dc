package dev.mooring.websocket;

/**
 * Where a {@link ResilientSession} stands. A session starts in {@link #CONNECTING} and ends once, in {@link #CLOSED} or
 * {@link #FAILED}; in between it moves as connections come and go.
 */
public enum SessionState {
    /** An attempt to open a connection is under way. */
    CONNECTING(0),
    /** A connection is open; messages flow. */
    OPEN(1),
    /** No connection; the next attempt waits for its backoff delay. */
    WAITING(0),
    /** No connection, and no attempt either: the circuit breaker of this host is open. */
    BLOCKED(0),
    /** {@code close()} was called and the closing handshake is under way. */
    CLOSING(2),
    /** Ended as wished: by {@code close()}, or by the peer with code 1000. Final. */
    CLOSED(3),
    /** Ended because the last failure was fatal or the retries are used up. Final. */
    FAILED(3);

    private final int readyState;

    SessionState(int readyState) {
        this.readyState = readyState;
    }

    /** The same as browsers say it: 0 connecting, 1 open, 2 closing, 3 closed. */
    public int readyState() {
        return readyState;
    }

    /** Whether this state is never left. */
    public boolean isFinal() {
        return this == CLOSED || this == FAILED;
    }
}
