package dev.mooring.websocket;

import java.io.IOException;

/** A message was not accepted because the {@link Outbox} had no room; nothing of it was sent. */
public class OutboxFullException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Says what was full, its bound, and what to do. */
    public OutboxFullException(String message) {
        super(message);
    }
}
