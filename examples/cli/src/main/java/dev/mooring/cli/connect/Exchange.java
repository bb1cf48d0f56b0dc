package dev.mooring.cli.connect;

import dev.mooring.cli.OneLine;
import dev.mooring.cli.Terminal;
import dev.mooring.websocket.ResilientContainer;
import dev.mooring.websocket.ResilientSession;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One run of the command: connect, feed, linger, close. What ends it (the session's end, a signal, standard output going
 * away) completes one future, which the main thread waits for; reading standard input has a thread of its own, for a read
 * cannot be interrupted.
 */
final class Exchange {

    private static final int MAX_LINE = 16 << 20;

    /** How long what became of the last lines may take to be told: the run is over within a second of its end. */
    private static final Duration SETTLING = Duration.ofMillis(250);

    private final ResilientContainer container;
    private final Reporter reporter;
    private final Replies replies;
    private final int window;
    private final Duration linger;
    private final CompletableFuture<@Nullable Throwable> ended = new CompletableFuture<>();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final AtomicBoolean outputBroken = new AtomicBoolean();
    private final AtomicReference<@Nullable IOException> broken = new AtomicReference<>();
    private volatile @Nullable ResilientSession session;
    private volatile @Nullable Feeder feeder;

    Exchange(ResilientContainer container, Reporter reporter, LineWriter out, int window, Duration linger) {
        this.container = container;
        this.reporter = reporter;
        this.replies = new Replies(out, this::outputFailed);
        this.window = window;
        this.linger = linger;
    }

    /**
     * Runs to the end and returns why the session, or standard input or output, failed; {@code null} when it was closed.
     */
    @Nullable Throwable run(ClientEndpointConfig config, List<URI> uris) throws InterruptedException {
        container.connectAsync(replies, config, uris).whenComplete((connected, failure) -> {
            if (failure == null) {
                opened(connected);
            } else {
                end(failure);
            }
        });
        try {
            Throwable failure = ended.get();
            reportUnsent();
            return failure == null ? broken.get() : failure;
        } catch (java.util.concurrent.ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        } finally {
            container.close();
        }
    }

    /** Closes the session with this code, or gives up connecting; within a second the run is over. */
    void close(int code) {
        if (closing.getAndSet(true)) {
            return;
        }
        closeNow(code);
    }

    private void closeNow(int code) {
        ended.completeOnTimeout(null, 900, TimeUnit.MILLISECONDS);
        ResilientSession open = session;
        if (open == null) {
            container.close();
            end(null);
            return;
        }
        try {
            open.close(new CloseReason(CloseCodes.getCloseCode(code), ""));
        } catch (IOException broken) {
            end(null); // the link was gone: closed all the same
        }
    }

    @Nullable ResilientSession session() {
        return session;
    }

    /** From a callback of the session, which {@code close} may have to wait for. */
    private void closeAsync(int code) {
        if (!closing.get()) {
            Thread closer = new Thread(() -> close(code), "mooring-cli-close");
            closer.setDaemon(true);
            closer.start();
        }
    }

    private void opened(ResilientSession connected) {
        session = connected;
        connected.closed().whenComplete((nothing, failure) -> end(failure));
        if (closing.get()) {
            closeNow(1000); // the signal came while the connection opened
            return;
        }
        Thread reader = new Thread(() -> feed(connected), "mooring-cli-stdin");
        reader.setDaemon(true);
        reader.start();
    }

    private void feed(ResilientSession connected) {
        try {
            Feeder lines = new Feeder(new LineReader(System.in, MAX_LINE), connected, window, reporter);
            feeder = lines;
            lines.run();
            linger(lines.lines());
            if (!connected.state().isFinal()) { // else it has ended by itself, and tells why
                close(1000);
            }
        } catch (IOException e) {
            failed("InputFailed", "standard input: ", e);
            close(1000);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (IllegalStateException over) {
            end(over); // the session ended under our hands, and said why before
        }
    }

    /** That nobody reads it any more is no failure: {@code | head -1} has what it wants. What fails after it tells no more. */
    private void outputFailed(IOException failure) {
        if (!outputBroken.getAndSet(true) && !isBrokenPipe(failure)) {
            failed("OutputFailed", "standard output: ", failure);
        }
        closeAsync(1000);
    }

    /** The message is in the language of the system, so the shell is asked too: a pipe fails in no other way. */
    private static boolean isBrokenPipe(IOException failure) {
        return OneLine.of(failure).equals("Broken pipe") || Terminal.isOutputPipe();
    }

    /** A standard stream failed: the first that does is told, and decides the exit code. */
    private void failed(String kind, String stream, IOException e) {
        String cause = stream + OneLine.of(e);
        if (broken.compareAndSet(null, new IOException(cause, e))) {
            reporter.note(kind, cause, Map.of("cause", cause));
        }
    }

    /** At least the whole linger; longer while replies keep coming and there were fewer of them than lines. */
    private void linger(long lines) throws InterruptedException {
        long drained = System.nanoTime();
        while (true) {
            long from = replies.received() < lines ? Math.max(drained, replies.lastNanos()) : drained;
            long remaining = linger.toNanos() - (System.nanoTime() - from);
            if (remaining <= 0 || ended.isDone()) {
                return;
            }
            waitForTheEnd(remaining);
        }
    }

    private void waitForTheEnd(long nanos) throws InterruptedException {
        try {
            ended.get(nanos, TimeUnit.NANOSECONDS);
        } catch (java.util.concurrent.TimeoutException | java.util.concurrent.ExecutionException lookAgain) {
            // the caller does
        }
    }

    private void end(@Nullable Throwable failure) {
        @Nullable Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        ended.complete(closing.get() ? null : cause);
    }

    private void reportUnsent() throws InterruptedException {
        Feeder lines = feeder;
        if (lines == null) {
            return;
        }
        ResilientSession over = session;
        if (over != null && over.state().isFinal()) {
            lines.settle(SETTLING);
        }
        long unsent = lines.unsent();
        if (unsent > 1 || (unsent == 1 && !lines.hasTold())) { // one alone was told when it happened
            reporter.note("Unsent", "unsent   lines in all: " + unsent, Map.of("lines", unsent));
        }
    }
}
