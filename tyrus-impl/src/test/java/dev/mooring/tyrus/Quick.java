package dev.mooring.tyrus;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.mooring.websocket.CircuitBreakerPolicy;
import dev.mooring.websocket.ResilientContainer;
import dev.mooring.websocket.ResilientSession;
import dev.mooring.websocket.RetryPolicy;
import dev.mooring.websocket.SessionState;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** Options that make tests quick, and waits that they share. */
final class Quick {

    static final RetryPolicy RETRY =
            RetryPolicy.exponential(ofMillis(20), ofMillis(100)).maxRetries(RetryPolicy.UNLIMITED);

    /** Much longer than anything takes that is waited for, also on a machine with much else to do. */
    private static final Duration PATIENCE = ofSeconds(30);

    private Quick() {}

    /** Retries soon and for ever; no breaker in the way. */
    static ResilientContainer.Builder container() {
        return ResilientContainer.builder().retry(RETRY).circuitBreaker(CircuitBreakerPolicy.off());
    }

    /** The same, and this endpoint hears the events. */
    static ResilientContainer.Builder container(Recorder recorder) {
        return container().listener(recorder);
    }

    static void awaitState(ResilientSession session, SessionState state) {
        Awaitility.await().pollInterval(ofMillis(5)).atMost(PATIENCE).until(() -> session.state() == state);
    }

    /** Waits until the session has ended; what it failed with, or {@code null} when it is CLOSED. */
    static @Nullable Throwable awaitEnd(ResilientSession session) throws Exception {
        return outcome(session.closed());
    }

    static @Nullable Throwable outcome(CompletionStage<?> stage) throws InterruptedException, TimeoutException {
        try {
            stage.toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            return null;
        } catch (ExecutionException e) {
            return e.getCause();
        }
    }

    /** Milliseconds since this reading of {@code System.nanoTime()}. */
    static long millisSince(long start) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }
}
