package dev.mooring.websocket;

import java.io.IOException;

/** A message was sent, and its session was lost or ended before the peer acknowledged it: it may have been handled, or not. */
public class UnacknowledgedException extends IOException {

    private static final long serialVersionUID = 1L;

    /** With what happened. */
    public UnacknowledgedException(String message) {
        super(message);
    }
}
