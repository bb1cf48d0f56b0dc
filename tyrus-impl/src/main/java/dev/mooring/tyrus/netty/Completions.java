package dev.mooring.tyrus.netty;

import dev.mooring.tyrus.transport.SendCompletion;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import java.util.Arrays;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Calls the completions of one connection: quick ones at once, the application's in order on the executor. A message that
 * comes back to be sent again does so at once, too: it is to be in its place before the next connection is there. Thread-safe.
 */
final class Completions {

    private static final Object[] NONE = {};

    /** A connection keeps no more room for the next batch than this. */
    private static final int KEPT = 128;

    private static final SendResult OK = new SendResult();

    private final Executor executor;
    private volatile @Nullable Strand strand; // most connections never need one
    private @Nullable Batch idle; // by the event loop alone

    /** A completion that failed; one that did not is queued as it is. */
    private record Failed(SendHandler completion, SendResult result) {}

    Completions(Executor executor) {
        this.executor = executor;
    }

    void call(@Nullable SendHandler completion, @Nullable Throwable failure) {
        if (completion != null && !toldAtOnce(completion, failure)) {
            Runnable afterwards = written(completion, failure);
            strand().give(item(completion, failure));
            if (afterwards != null) {
                afterwards.run();
            }
        }
    }

    /** Others may be in front of it that block: whoever counts what is under way need not wait for that. */
    private static @Nullable Runnable written(SendHandler completion, @Nullable Throwable failure) {
        return failure == null && completion instanceof SendCompletion known ? known.written() : null;
    }

    private static boolean toldAtOnce(SendHandler completion, @Nullable Throwable failure) {
        boolean quick = completion instanceof SendCompletion known
                && (failure == null ? known.isQuick() : known.isQuickToFail());
        if (quick) {
            tell(completion, failure == null ? OK : new SendResult(failure));
        }
        return quick;
    }

    private static Object item(SendHandler completion, @Nullable Throwable failure) {
        return failure == null ? completion : new Failed(completion, new SendResult(failure));
    }

    /** Within the event loop: completions that come together, up to {@link Batch#end()}. */
    Batch begin() {
        Batch batch = idle;
        idle = null; // a quick completion may lead to another write that completes while this batch is open
        return batch == null ? new Batch() : batch;
    }

    /** Completions that come together cost the executor one task. */
    final class Batch {

        private @Nullable Object[] items = NONE;
        private int count;
        private @Nullable Runnable afterwards; // all of a connection have the same

        void call(SendHandler completion, @Nullable Throwable failure) {
            if (toldAtOnce(completion, failure)) {
                return;
            }
            Runnable next = written(completion, failure);
            if (next != null) {
                afterwards = next;
            }
            if (count == items.length) {
                items = Arrays.copyOf(items, Math.max(4, 2 * count));
            }
            items[count++] = item(completion, failure);
        }

        void end() {
            int number = count;
            if (number > 0) {
                count = 0;
                strand().give(items, number);
                Arrays.fill(items, 0, number, null);
            }
            Runnable next = afterwards;
            afterwards = null;
            if (items.length <= KEPT) {
                idle = this;
            }
            if (next != null) {
                next.run();
            }
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
        } catch (Throwable e) { // an Error too: others are told by the same loop
            System.getLogger(Completions.class.getName())
                    .log(System.Logger.Level.WARNING, "a completion of a send failed", e);
        }
    }
}
