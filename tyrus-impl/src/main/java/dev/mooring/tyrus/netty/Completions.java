package dev.mooring.tyrus.netty;

import dev.mooring.tyrus.transport.SendCompletion;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Calls the completions of one connection: quick ones at once, the application's in order on the executor. */
final class Completions {

    private static final SendResult OK = new SendResult();

    private final Executor executor;
    private @Nullable Strand strand; // guarded by this; most connections never need one

    Completions(Executor executor) {
        this.executor = executor;
    }

    void call(@Nullable SendHandler completion, @Nullable Throwable failure) {
        if (completion == null) {
            return;
        }
        SendResult result = failure == null ? OK : new SendResult(failure);
        if (completion instanceof SendCompletion known && known.isQuick()) {
            try {
                completion.onResult(result);
            } catch (RuntimeException e) {
                System.getLogger(Completions.class.getName())
                        .log(System.Logger.Level.WARNING, "a completion of a send failed", e);
            }
        } else {
            strand().execute(() -> completion.onResult(result));
        }
    }

    private synchronized Strand strand() {
        Strand present = strand;
        if (present == null) {
            present = new Strand(executor);
            strand = present;
        }
        return present;
    }
}
