package dev.mooring.cli.connect;

import dev.mooring.cli.OneLine;
import dev.mooring.websocket.ResilientSession;
import dev.mooring.websocket.SendOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Sends each line. No more than a window of lines is on its way at a time: the permit of a line comes back when the line
 * has been written, so reading waits while the connection is slow or away.
 */
final class Feeder {

    private final LineReader lines;
    private final ResilientSession session;
    private final int size;
    private final Semaphore window;
    private final Reporter reporter;
    private final AtomicLong count = new AtomicLong();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicBoolean failed = new AtomicBoolean();
    private volatile boolean told;

    Feeder(LineReader lines, ResilientSession session, int outboxMessages, Reporter reporter) {
        this.lines = lines;
        this.session = session;
        this.size = outboxMessages;
        this.window = new Semaphore(size);
        this.reporter = reporter;
    }

    /** Sends to the end of the input, or of the session, and returns when the last line has been written, or given up. */
    void run() throws IOException, InterruptedException {
        while (!session.state().isFinal()) {
            String line;
            try {
                line = lines.next();
            } catch (LineReader.TooLong tooLong) {
                notSent(count.incrementAndGet(), tooLong);
                continue;
            }
            if (line == null) {
                break;
            }
            long number = count.incrementAndGet(); // before it waits for its turn, in which the session may end
            window.acquire();
            send(number, line);
        }
        window.acquire(size);
        window.release(size);
    }

    /**
     * Waits until each line has been written, or given up: what the end of the session leaves is told moments after it.
     *
     * @return whether that took no longer than this
     */
    boolean settle(Duration patience) throws InterruptedException {
        boolean settled = window.tryAcquire(size, patience.toMillis(), TimeUnit.MILLISECONDS);
        if (settled) {
            window.release(size);
        }
        return settled;
    }

    /** How many lines there were. Only after {@link #run()}. */
    long lines() {
        return count.get();
    }

    /** How many lines were not sent: those given up, and at the end also those that are still on their way. */
    long unsent() {
        long arrived = sent.get(); // first: a line is among the others before it is among these
        return count.get() - arrived;
    }

    /** Whether that was told of one of them. */
    boolean hasTold() {
        return told;
    }

    private void send(long number, String line) {
        session.send(line, SendOptions.NONE).whenComplete((nothing, failure) -> {
            if (failure == null) {
                sent.incrementAndGet();
            } else {
                notSent(number, failure);
            }
            window.release(); // not before: who has all of them knows of each line
        });
    }

    /** Tells of the first one alone: when a connection breaks, thousands may be on their way. The number comes at the end. */
    private void notSent(long number, Throwable failure) {
        if (!failed.getAndSet(true) && !session.state().isFinal()) {
            told = true;
            String cause = OneLine.of(unwrapped(failure));
            reporter.note(
                    "SendFailed", "unsent   line " + number + ": " + cause, Map.of("line", number, "cause", cause));
        }
    }

    private static Throwable unwrapped(Throwable failure) {
        @Nullable Throwable cause = failure.getCause();
        return failure instanceof java.util.concurrent.CompletionException && cause != null ? cause : failure;
    }
}
