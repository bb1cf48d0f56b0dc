package dev.mooring.tyrus.netty;

import io.netty.channel.Channel;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * Stops the reading of a channel while too much of what was read waits for its listener. Whoever delivers only signals;
 * reading is stopped and started on the event loop alone, so that the two cannot cross.
 */
final class Pressure {

    static final long HIGH_WATER = 256 << 10;
    static final long LOW_WATER = 64 << 10;

    /** What a message costs besides its content: many empty ones fill the memory, too. */
    private static final int EACH = 64;

    private static final AtomicLongFieldUpdater<Pressure> WAITING =
            AtomicLongFieldUpdater.newUpdater(Pressure.class, "waiting"); // no object of its own for each connection

    private static final Runnable NOTHING = () -> {};

    private volatile long waiting;
    private volatile @Nullable Channel channel;
    private volatile Runnable goOn = NOTHING;
    private volatile boolean stopped; // written by the event loop alone

    /** Within the event loop: from now on it is this channel's reading that stops; {@code whenLow} runs there when it may go on. */
    void attach(Channel open, Runnable whenLow) {
        goOn = whenLow;
        channel = open;
    }

    /** Within the event loop: from now on all is read, for nothing of it is kept. */
    void release() {
        Channel present = channel;
        channel = null;
        stopped = false;
        if (present != null) {
            present.config().setAutoRead(true);
            goOn.run();
        }
    }

    /** Within the event loop: whether the channel must not read now. */
    boolean isStopped() {
        return stopped;
    }

    void add(int messages, long size) {
        WAITING.addAndGet(this, (long) EACH * messages + size);
    }

    void remove(int size) {
        long cost = EACH + (long) size;
        long left = WAITING.addAndGet(this, -cost);
        if (stopped && left <= LOW_WATER && left + cost > LOW_WATER) {
            Channel present = channel;
            if (present != null) {
                signal(present);
            }
        }
    }

    private void signal(Channel present) {
        try {
            present.eventLoop().execute(goOn); // which checks
        } catch (RejectedExecutionException e) {
            System.getLogger(Pressure.class.getName())
                    .log(System.Logger.Level.TRACE, "nothing more is read: the transport is closed", e);
        }
    }

    /** Within the event loop: stops the reading, or lets it go on; returns whether it is stopped. */
    boolean check() {
        Channel present = channel;
        if (present == null) {
            return false;
        }
        if (!stopped && waiting > HIGH_WATER) {
            stopped = true;
            present.config().setAutoRead(false);
        }
        if (stopped && waiting <= LOW_WATER) { // looked at after the flag was set: no signal is missed
            stopped = false;
            present.config().setAutoRead(true);
        }
        return stopped;
    }
}
