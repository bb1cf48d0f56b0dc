package dev.mooring.testkit;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Waiting for things that come at once, without an exception to declare for it. */
final class Results {
    private Results() {}

    static <T extends @Nullable Object> T join(CompletableFuture<T> result) {
        try {
            return result.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                // The stack of the caller helps more than that of the loop.
                failure.addSuppressed(new IllegalStateException("called from here"));
                throw failure;
            }
            throw e;
        }
    }

    /** Waits for the end of the thread; an interruption is kept for later. */
    static void join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
