package dev.mooring.websocket.delivery;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Acknowledges what one connection has brought: looks after each message whether it is time, by {@link Pacing}, and by itself
 * when it will be, should no more messages come. One acknowledgement is on its way at a time. Thread-safe; messages are
 * handled one at a time.
 */
public final class Acknowledger {

    /** The half whose connection it is. */
    public interface Half {

        /** Whether to acknowledge now: not before the connection carries the session, nor when that is about to end. */
        boolean mayAcknowledge();

        /** The number of the last message that has been written on this connection. */
        long written();

        /** Sends a pong as soon as that may be done; its payload is to be asked for then. Ends when it is written, or has failed. */
        CompletionStage<Void> sendPong(Supplier<ByteBuffer> payload);

        /** The time, in nanoseconds. */
        long nanos();

        /** The same or a little earlier: it is asked for at every message, and to read the clock costs more than to count. */
        long lately();

        /** Runs the task after so many nanoseconds; it is quick. */
        void schedule(Runnable task, long nanos);
    }

    private final Receiving receiving;
    private final Half half;
    private final Pacing pacing;
    private final AtomicBoolean underWay = new AtomicBoolean();
    private final AtomicBoolean reminded = new AtomicBoolean();

    /** For what this receives; the peer has been told of so many, just now. */
    public Acknowledger(Receiving receiving, long told, Half half) {
        this.receiving = receiving;
        this.half = half;
        this.pacing = new Pacing(told, half.nanos());
    }

    /** The handler of a message, or of a part of one, of so many bytes has returned. */
    public void handled(long bytes, boolean last) {
        pacing.handled(bytes);
        if (last) {
            receiving.finish();
            look(half.lately());
        }
    }

    /** Acknowledges what has been handled, if it is time at {@code now}, or as soon as it is, and the last pong has left. */
    public void look(long now) {
        if (!half.mayAcknowledge() || underWay.get()) {
            return;
        }
        long delay = pacing.delay(receiving.processed(), now);
        if (delay == 0) {
            acknowledge();
        } else if (delay != Pacing.NOT_YET && !reminded.get() && reminded.compareAndSet(false, true)) {
            half.schedule(this::remind, pacing.remindIn(delay));
        }
    }

    /** It is time for what may have become due meanwhile: should no other message come, nobody else would look. */
    private void remind() {
        reminded.set(false);
        long now = half.nanos();
        pacing.reminded(pacing.delay(receiving.processed(), now) == 0);
        look(now);
    }

    private void acknowledge() {
        if (!underWay.compareAndSet(false, true)) {
            return;
        }
        if (!pacing.isNews(receiving.processed())) { // another thread was quicker, and has finished
            underWay.set(false);
            return;
        }
        half.sendPong(this::payload).whenComplete((done, failure) -> {
            underWay.set(false);
            if (failure == null) {
                look(half.nanos()); // for a peer that waits for it, what was handled meanwhile is due
            }
        });
    }

    /** Whether something has been handled that the peer has not been told. */
    public boolean hasNews() {
        return pacing.isNews(receiving.processed());
    }

    /** What an acknowledgement says that is written now: the peer counts as told. */
    public ByteBuffer payload() {
        long processed = receiving.processed();
        pacing.told(processed, half.nanos());
        return new Ack(processed, half.written()).payload();
    }
}
