package dev.mooring.tyrus.engine;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Hands parked messages on. One thread at a time does; whoever comes meanwhile makes it go round once more. Thread-safe. */
final class Pump implements Runnable {

    private static final System.Logger LOG = System.getLogger(Pump.class.getName());

    private final Sender sender;
    private final AtomicInteger rounds = new AtomicInteger();
    private volatile @Nullable Runnable closing;

    Pump(Sender sender) {
        this.sender = sender;
    }

    /** Hands on what may leave. */
    @Override
    public void run() {
        if (rounds.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        do {
            try {
                round();
            } catch (Throwable e) { // an Error too: who comes later must not find this round under way for ever
                LOG.log(System.Logger.Level.ERROR, "what is parked could not be handed on for now", e);
            }
            seen = rounds.addAndGet(-seen);
        } while (seen != 0);
    }

    private void round() {
        Runnable close = closing; // known before the round, in which all that was parked by then leaves
        try {
            while (sender.handOnNext()) {}
        } finally {
            if (close != null) {
                closing = null;
                close.run();
            }
        }
    }

    /** The same, then closes, even if another thread is at it: the close frame must not overtake what that has in hand. */
    void runAndClose(Runnable close) {
        closing = close;
        run();
    }
}
