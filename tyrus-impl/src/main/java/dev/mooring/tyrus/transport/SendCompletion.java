package dev.mooring.tyrus.transport;

import jakarta.websocket.SendHandler;
import org.jspecify.annotations.Nullable;

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

    /**
     * Its message is written, and it is called in its turn, perhaps behind one that blocks. On a transport's own thread, so it is
     * quick, as is what it returns. One whose transport does not tell this counts as under way until it is called.
     *
     * @return what to run once this completion has been queued, so that no other gets in front of it; {@code null} for nothing
     */
    default @Nullable Runnable written() {
        return null;
    }

    /** Whether a thread waits for it: then the message must not be held back to go out together with others. */
    default boolean isAwaited() {
        return false;
    }
}
