package dev.mooring.tyrus.engine;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The last words of a resumable session that is closed: when the server has acknowledged all, or has had its time for that, it
 * is told in turn what has been handled here; right behind that comes the close frame. Thread-safe.
 */
final class Farewell {

    /** How much of the time of a close the last acknowledgements may take. */
    private static final Duration SETTLE_TIMEOUT = Duration.ofMillis(350);

    private final Workshop workshop;
    private final AtomicReference<@Nullable Runnable> close = new AtomicReference<>();
    private volatile @Nullable Intake intake; // of the newest connection

    Farewell(Workshop workshop) {
        this.workshop = workshop;
    }

    /** What counts the messages of the newest connection, or {@code null} if nobody does. */
    void by(@Nullable Intake counting) {
        intake = counting;
    }

    /** From now on the connection is closed when that is said. */
    void prepare(Runnable closing) {
        close.set(closing);
    }

    /** The server has had its time then. */
    void sayInTime() {
        workshop.scheduleOrRun(SETTLE_TIMEOUT, this::say);
    }

    /**
     * Says it by a thread that may be in the completion of a send: to acknowledge is none of its business, but for what is handled just
     * then. Without timers, it is said here: the connection is to be closed.
     */
    void sayElsewhere() {
        Intake counting = intake;
        if (counting != null && counting.hasNews()) {
            workshop.scheduleOrRun(Duration.ZERO, this::say);
        } else {
            say();
        }
    }

    /** Acknowledges what there is to be acknowledged, and closes; once. A handler that is still running is not waited for. */
    void say() {
        Runnable closing = close.getAndSet(null);
        if (closing != null) {
            Intake counting = intake;
            if (counting != null) {
                counting.acknowledgeLast();
            }
            closing.run();
        }
    }
}
