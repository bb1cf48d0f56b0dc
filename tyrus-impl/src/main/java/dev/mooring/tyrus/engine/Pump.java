package dev.mooring.tyrus.engine;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Hands parked messages on. One thread at a time does; whoever comes meanwhile makes it go round once more. Thread-safe. */
final class Pump {

    private final Sender sender;
    private final AtomicInteger rounds = new AtomicInteger();
    private volatile @Nullable Runnable closing;

    Pump(Sender sender) {
        this.sender = sender;
    }

    /** Hands on what may leave. */
    void run() {
        if (rounds.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        do {
            Runnable close = closing; // known before the round, in which all that was parked by then leaves
            while (sender.handOnNext()) {}
            if (close != null) {
                closing = null;
                close.run();
            }
            seen = rounds.addAndGet(-seen);
        } while (seen != 0);
    }

    /** The same, then closes, even if another thread is at it: the close frame must not overtake what that has in hand. */
    void runAndClose(Runnable close) {
        closing = close;
        run();
    }
}
