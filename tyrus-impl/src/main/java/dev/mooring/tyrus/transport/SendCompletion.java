package dev.mooring.tyrus.transport;

import jakarta.websocket.SendHandler;

/**
 * A completion that knows whether it may be called on a transport's own thread. One of any other class is taken for the
 * application's, which may block: it is called where it holds up nobody else.
 */
public interface SendCompletion extends SendHandler {

    /** Whether it runs no code of the application. Asked once, right before it is called. */
    boolean isQuick();

    /** The same for a failure: a message that comes back to be sent again must not wait behind a handler that blocks. */
    default boolean isQuickToFail() {
        return isQuick();
    }

    /** Whether a thread waits for it: then the message must not be held back to go out together with others. */
    default boolean isAwaited() {
        return false;
    }
}
