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
    private volatile @Nullable Strand strand; // most connections never need one

    /** A completion that failed; one that did not is queued as it is. */
    private record Failed(SendHandler completion, SendResult result) {}

    Completions(Executor executor) {
        this.executor = executor;
    }

    void call(@Nullable SendHandler completion, @Nullable Throwable failure) {
        if (completion == null) {
            return;
        }
        if (completion instanceof SendCompletion known && known.isQuick()) {
            tell(completion, failure == null ? OK : new SendResult(failure));
        } else {
            strand().give(failure == null ? completion : new Failed(completion, new SendResult(failure)));
        }
    }

    private Strand strand() {
        Strand present = strand;
        return present == null ? newStrand() : present;
    }

    private synchronized Strand newStrand() {
        Strand present = strand;
        if (present == null) {
            present = new Strand(executor) {
                @Override
                void take(Object item) {
                    if (item instanceof Failed failed) {
                        tell(failed.completion, failed.result);
                    } else {
                        tell((SendHandler) item, OK);
                    }
                }
            };
            strand = present;
        }
        return present;
    }

    private static void tell(SendHandler completion, SendResult result) {
        try {
            completion.onResult(result);
        } catch (RuntimeException e) {
            System.getLogger(Completions.class.getName())
                    .log(System.Logger.Level.WARNING, "a completion of a send failed", e);
        }
    }
}
