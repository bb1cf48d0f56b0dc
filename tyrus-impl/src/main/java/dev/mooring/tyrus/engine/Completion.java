package dev.mooring.tyrus.engine;

import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import java.util.concurrent.CompletableFuture;

/** A send's completion as a future. */
final class Completion extends CompletableFuture<Void> implements SendHandler {

    @Override
    public void onResult(SendResult result) {
        if (result.isOK()) {
            complete(null);
        } else {
            completeExceptionally(result.getException());
        }
    }
}
