package dev.mooring.tyrus.engine;

import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import java.util.concurrent.CompletableFuture;

/** A send's completion as a future, or as a stage on which something may hang. */
final class Completion extends CompletableFuture<Void> implements SendHandler {

    private final boolean quick;

    private Completion(boolean quick) {
        this.quick = quick;
    }

    /** For who asks or waits: it is completed at once, by whichever thread. */
    static Completion future() {
        return new Completion(true);
    }

    /** What hangs on it is the application's, and may block: it is completed where a handler of a send is called. */
    static Completion stage() {
        return new Completion(false);
    }

    /** Whether to complete it runs no code of the application. */
    boolean isQuick() {
        return quick;
    }

    @Override
    public void onResult(SendResult result) {
        if (result.isOK()) {
            complete(null);
        } else {
            completeExceptionally(result.getException());
        }
    }
}
