package dev.mooring.testkit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One direction of a {@link Link}: reads from the source, holds what may not go on yet, writes to the sink. Every
 * {@link #pump} goes as far as sockets and faults allow, whatever it was called for. Belongs to the loop's thread.
 */
final class Flow {
    /** Enough to keep a stream going, little enough for a slow receiver to be felt. */
    private static final int USUAL_LIMIT = 64 << 10;
    /** For what a fault holds back. */
    private static final int OUTAGE_LIMIT = 16 << 20;

    private final EventLoop loop;
    private final Link link;
    private final Direction direction;
    private final Peer source;
    private final Peer sink;
    private final AtomicLong received;
    private final AtomicLong delivered;
    private final Consumer<ByteBuffer> tap;

    private final Deque<Segment> held = new ArrayDeque<>();
    private int heldBytes;
    private boolean sourceEnded;
    private boolean sinkFull;
    /** The stream has a gap, or no receiver any more: nothing can be delivered again. */
    private boolean spoilt;

    private long latencyNanos;
    private @Nullable Pace pace;
    private boolean readingStopped;
    private boolean writingStopped;
    private boolean blackHole;
    private final PriorityQueue<Trigger> triggers = new PriorityQueue<>(Comparator.comparingLong(Trigger::at));
    private EventLoop.@Nullable Timer wakeUp;

    Flow(
            EventLoop loop,
            Link link,
            Direction direction,
            Peer source,
            Peer sink,
            AtomicLong received,
            AtomicLong delivered,
            Consumer<ByteBuffer> tap) {
        this.loop = loop;
        this.link = link;
        this.direction = direction;
        this.source = source;
        this.sink = sink;
        this.received = received;
        this.delivered = delivered;
        this.tap = tap;
    }

    // ---- faults

    void apply(Fault fault) {
        if (fault instanceof Fault.Latency latency && latency.direction().includes(direction)) {
            latencyNanos = latency.delay().toNanos();
        } else if (fault instanceof Fault.Trickle trickle && trickle.direction().includes(direction)) {
            pace = new Pace(trickle.bytesPerSecond(), loop.now());
        } else if (fault instanceof Fault.StopReading stop && stop.direction().includes(direction)) {
            readingStopped = true;
        } else if (fault instanceof Fault.StopWriting stop && stop.direction().includes(direction)) {
            writingStopped = true;
        } else if (fault instanceof Fault.BlackHole hole && hole.direction().includes(direction)) {
            blackHole = true;
        }
    }

    void after(long bytes, Fault then, AtomicBoolean fired) {
        triggers.add(new Trigger(delivered.get() + bytes, then, fired));
    }

    void heal() {
        latencyNanos = 0;
        pace = null;
        readingStopped = false;
        writingStopped = false;
        blackHole = false;
        triggers.clear();
    }

    /** From now on nothing is delivered, and only the end of the source is waited for. */
    void end() {
        readingStopped = false;
        spoil();
    }

    private void spoil() {
        spoilt = true;
        held.clear();
        heldBytes = 0;
    }

    void sourceNeverCame() {
        sourceEnded = true;
    }

    /**
     * Tells that writing to our source, the other flow's sink, has failed. Reading finds that out by itself, unless
     * the source has said its last word before.
     */
    void sourceIsBroken() {
        if (sourceEnded) {
            endOfSource(Segment.Kind.RESET);
        }
    }

    // ---- transport

    void pump() {
        if (wantsRead()) {
            read();
        }
        sinkFull = false;
        while (!link.hasEnded() && deliver()) {
            // Until nothing more can go.
        }
    }

    boolean wantsRead() {
        return source.isConnected() && !sourceEnded && !readingStopped && (isDiscarding() || heldBytes < limit());
    }

    boolean wantsWrite() {
        return sinkFull;
    }

    boolean isFinished() {
        return sourceEnded && held.isEmpty();
    }

    private boolean isDiscarding() {
        return blackHole || spoilt;
    }

    private int limit() {
        return writingStopped || latencyNanos > 0 ? OUTAGE_LIMIT : USUAL_LIMIT;
    }

    private void read() {
        ByteBuffer buffer = loop.scratch();
        try {
            int count = source.read(buffer);
            if (count < 0) {
                endOfSource(source.isBroken() ? Segment.Kind.RESET : Segment.Kind.FIN);
            } else if (count > 0) {
                received.addAndGet(count);
                heldBytes += count;
                held.add(Segment.data(buffer, loop.now()));
            }
        } catch (IOException e) {
            endOfSource(Segment.Kind.RESET);
        }
    }

    private void endOfSource(Segment.Kind kind) {
        sourceEnded = true;
        held.add(Segment.end(kind, loop.now()));
    }

    /** Moves one step on; false when nothing more can go for now. */
    private boolean deliver() {
        Segment head = held.peek();
        if (head == null) {
            return false;
        }
        if (isDiscarding()) {
            spoil();
            return false;
        }
        if (writingStopped || !sink.isConnected()) {
            return false;
        }
        long now = loop.now();
        long wait = head.arrived() + latencyNanos - now;
        if (wait > 0) {
            wakeIn(wait, now);
            return false;
        }
        return head.kind() == Segment.Kind.DATA ? deliver(head.bytes(), now) : deliverEnd(head.kind());
    }

    private boolean deliver(ByteBuffer bytes, long now) {
        int most = Math.min(bytes.remaining(), untilTrigger());
        if (pace != null) {
            most = Math.min(most, pace.allowance(now));
            if (most == 0) {
                wakeIn(pace.untilNext(now), now);
                return false;
            }
        }
        int start = bytes.position();
        int count = write(bytes, most);
        if (count <= 0) {
            return false;
        }
        delivered.addAndGet(count);
        heldBytes -= count;
        if (!bytes.hasRemaining()) {
            held.remove();
        }
        if (pace != null) {
            pace.spend(count, now);
        }
        tap.accept(bytes.slice(start, count).asReadOnlyBuffer());
        fireTriggers();
        return true;
    }

    private int write(ByteBuffer bytes, int most) {
        ByteBuffer part = bytes.slice(bytes.position(), most);
        try {
            int count = sink.write(part);
            bytes.position(bytes.position() + count);
            sinkFull = count < most;
            return count;
        } catch (IOException e) {
            // Whether the sender hears that the receiver is gone is up to the other direction.
            spoil();
            link.sinkFailed(this);
            return -1;
        }
    }

    private boolean deliverEnd(Segment.Kind kind) {
        held.remove();
        if (kind == Segment.Kind.RESET) {
            link.reset();
        } else {
            sink.shutdownOutput();
        }
        return false;
    }

    private int untilTrigger() {
        Trigger next = triggers.peek();
        return next == null ? Integer.MAX_VALUE : (int) Math.min(Integer.MAX_VALUE, next.at() - delivered.get());
    }

    private void fireTriggers() {
        for (Trigger next = triggers.peek(); next != null && next.at() <= delivered.get(); next = triggers.peek()) {
            triggers.remove();
            if (next.fired().compareAndSet(false, true)) {
                link.apply(next.then());
                loop.after(0, link::pump); // the other flow may have had its turn, and be free to go only now
            }
        }
    }

    private void wakeIn(long nanos, long now) {
        if (wakeUp == null || wakeUp.due() <= now || wakeUp.due() > now + nanos) {
            wakeUp = loop.after(nanos, link::pump);
        }
    }
}
