package dev.mooring.server.session;

import dev.mooring.server.topic.Outbound;
import dev.mooring.websocket.Ticker;
import jakarta.websocket.CloseReason;
import jakarta.websocket.SendHandler;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Writes for Tomcat, whose asynchronous sends cost more than twice its blocking ones: it tells the end of each on a thread
 * of its pool, which has to be woken for it. So one thread writes for all sessions, blocking, for as long as nobody blocks.
 * A client that does not read holds that thread up. The tick finds out, sends what waits behind it asynchronously, and
 * everything else as well for a while: however many such clients there are, the others wait two ticks for one of them.
 *
 * <p>Thread-safe. The order of a session's messages is its {@link Outgoing}'s care, which has one of them here at a time.
 */
final class SharedWriter {

    private static final long CAUTION_NANOS = TimeUnit.SECONDS.toNanos(10);

    private record Job(RawWire wire, Outbound message, SendHandler handler) {}

    /** One thread's time as the writer. */
    private final class Turn implements Runnable {

        private volatile @Nullable Thread thread;
        private volatile int written; // by this thread alone
        private int seen = -1; // confined to the tick

        @Override
        @SuppressWarnings("NonAtomicVolatileUpdate")
        public void run() {
            thread = Thread.currentThread();
            do {
                Job job;
                while (turn.get() == this && (job = jobs.poll()) != null) {
                    job.wire.writeBlocking(job.message, job.handler);
                    written++;
                }
            } while (turn.compareAndSet(this, null) && !jobs.isEmpty() && turn.compareAndSet(null, this));
        }

        /** Whether it waits, and has been at the same message since the last time it was asked. */
        boolean isStuck() {
            int now = written;
            boolean stuck = now == seen && isWaiting(thread);
            seen = now;
            return stuck;
        }

        /** One that runs, or would if the machine had the time, is only slow; one that has not even begun is late. */
        private static boolean isWaiting(@Nullable Thread writer) {
            return writer == null || writer.getState() != Thread.State.RUNNABLE;
        }
    }

    private final Executor workers;
    private final Ticker ticker;
    private final Queue<Job> jobs = new ConcurrentLinkedQueue<>();
    private final AtomicReference<@Nullable Turn> turn = new AtomicReference<>();
    private volatile boolean cautious;
    private long cautiousSince; // confined to the tick

    SharedWriter(Executor workers, Ticker ticker) {
        this.workers = workers;
        this.ticker = ticker;
    }

    /** The wire of a session, of whichever container. */
    Wire wire(Session raw) {
        RawWire wire = RawWire.of(raw);
        return raw.getClass().getName().startsWith("org.apache.tomcat.") ? new Shared(wire) : wire;
    }

    private void write(Job job) {
        if (cautious) {
            writeAsync(job);
            return;
        }
        jobs.add(job);
        if (turn.get() == null) {
            Turn next = new Turn();
            if (turn.compareAndSet(null, next)) {
                workers.execute(next);
            }
        }
    }

    private static void writeAsync(Job job) {
        job.wire.write(job.message, job.handler);
    }

    void tick() {
        Turn current = turn.get();
        if (current != null && current.isStuck()) {
            cautious = true;
            cautiousSince = ticker.nanos();
            turn.compareAndSet(current, null);
            for (Job job = jobs.poll(); job != null; job = jobs.poll()) {
                writeAsync(job);
            }
        } else if (cautious && ticker.nanos() - cautiousSince > CAUTION_NANOS) {
            cautious = false;
        }
    }

    private final class Shared implements Wire {

        private final RawWire wire;

        Shared(RawWire wire) {
            this.wire = wire;
        }

        @Override
        public void write(Outbound message, SendHandler handler) {
            SharedWriter.this.write(new Job(wire, message, handler));
        }

        @Override
        public void ping(ByteBuffer payload) throws IOException {
            wire.ping(payload);
        }

        @Override
        public void pong(ByteBuffer payload) throws IOException {
            wire.pong(payload);
        }

        @Override
        public void close(CloseReason reason) {
            wire.close(reason);
        }
    }
}
