package dev.mooring.tyrus.netty;

import io.netty.channel.SelectStrategy;
import io.netty.util.IntSupplier;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Has an event loop look for a little while whether there is something to read before it goes to sleep: to be woken takes a
 * quarter of the round trip to a peer that answers at once. Only where handlers run on the loop, and only while one peer at a
 * time does answer so fast. A sleep that is longer, or ended by something else, halves the time spent looking, so that a loop
 * with little to do just sleeps; and so does an answer of more than one peer: what comes in the meantime is then better read
 * together.
 *
 * <p>By the loop's thread alone. What other threads want of the loop is seen between two looks.
 */
final class AdaptivePolling implements SelectStrategy {

    /** Set to {@code false}, event loops sleep at once. */
    static final String PROPERTY = "dev.mooring.polling";

    /** The longest that is spent looking, and the longest wait that counts as short. */
    static final long MOST_NANOS = TimeUnit.MICROSECONDS.toNanos(40);

    private static final long LEAST_NANOS = TimeUnit.MICROSECONDS.toNanos(5);

    private final LongSupplier clock;
    private final boolean wanted;
    private long patience; // how long it looks before it sleeps
    private long since; // when there was nothing to do any more
    private boolean looking;
    private boolean slept;

    AdaptivePolling() {
        this(System::nanoTime, !"false".equalsIgnoreCase(System.getProperty(PROPERTY)));
    }

    AdaptivePolling(LongSupplier clock, boolean wanted) {
        this.clock = clock;
        this.wanted = wanted;
    }

    @Override
    public int calculateStrategy(IntSupplier look, boolean hasTasks) throws Exception {
        if (hasTasks) {
            looking = false;
            return look.get();
        }
        LoopTools tools = LoopTools.current();
        if (!wanted || !tools.runsHandlers()) {
            return SELECT;
        }
        long now = clock.getAsLong();
        if (!looking) {
            learn(now, tools);
            since = now;
        }
        if (now - since >= patience) {
            looking = false;
            slept = true;
            tools.takeReads();
            return SELECT;
        }
        int ready = look.get();
        looking = ready == 0;
        if (ready > 1) {
            losePatience();
        }
        return looking ? CONTINUE : ready;
    }

    /** From the last sleep, and what was done behind it: nothing tells the moment of waking. */
    private void learn(long now, LoopTools tools) {
        if (!slept) {
            return;
        }
        slept = false;
        if (tools.takeReads() == 1 && now - since <= MOST_NANOS) {
            patience = Math.min(MOST_NANOS, Math.max(LEAST_NANOS, 2 * patience));
        } else {
            losePatience();
        }
    }

    private void losePatience() {
        patience = patience / 2 < LEAST_NANOS ? 0 : patience / 2;
    }
}
