package dev.mooring.server.session;

import dev.mooring.server.topic.Fanout;
import dev.mooring.server.topic.Outbound;
import dev.mooring.server.topic.Subscriber;
import dev.mooring.websocket.Ticker;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Writes for Tomcat, whose asynchronous sends cost more than twice its blocking ones: it tells the end of each on a thread
 * of its pool, which has to be woken for it. So one thread writes for all sessions, blocking, for as long as nobody blocks.
 * A client that does not read holds that thread up. The tick finds out, sends what waits behind it asynchronously, and
 * everything else as well for a while: however many such clients there are, the others wait two ticks for one of them.
 *
 * <p>What goes to many at once is handed to that thread as one {@link Batch}: to hand over each message alone costs a
 * quarter of writing it, for all that belongs to a session then wanders from core to core and back.
 *
 * <p>Thread-safe. The order of a session's messages is its {@link Outgoing}'s care, which has one of them here at a time.
 */
final class SharedWriter implements Fanout {

    private static final long CAUTION_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** For fewer it is not worth to wake a thread, and to be woken by it. */
    private static final int MANY = 64;

    private record Job(Shared wire, Outbound message, SendHandler handler) {}

    /** One thread's time as the writer. */
    private final class Turn implements Runnable {

        private final @Nullable Batch batch; // comes first
        private volatile @Nullable Thread thread;
        private final AtomicInteger written = new AtomicInteger(); // by this thread alone
        private boolean direct; // confined to the thread
        private int seen = -1; // confined to the tick

        Turn(@Nullable Batch batch) {
            this.batch = batch;
        }

        @Override
        public void run() {
            thread = Thread.currentThread();
            if (batch != null) {
                runBatch(batch);
                boolean freed = jobs.isEmpty() && turn.compareAndSet(this, null);
                batch.finish(); // the publisher goes on, perhaps with the next one: it should find the turn free
                if (freed && (jobs.isEmpty() || !turn.compareAndSet(null, this))) {
                    return;
                }
            }
            do {
                Job job;
                while (turn.get() == this && (job = jobs.poll()) != null) {
                    job.wire.writeBlocking(job.message, job.handler);
                    progress();
                }
            } while (turn.compareAndSet(this, null) && !jobs.isEmpty() && turn.compareAndSet(null, this));
        }

        private void runBatch(Batch toRun) {
            do {
                direct = true;
                progress();
            } while (toRun.deliverNext());
            direct = false;
        }

        /** For the tick, which need not know at once: a fence for each message would wait for all its memory. */
        private void progress() {
            written.lazySet(written.getPlain() + 1);
        }

        /** Whether the calling thread is the writer, and has the message of a batch in its hands. */
        boolean writesNow() {
            if (thread != Thread.currentThread() || !direct) {
                return false;
            }
            direct = false; // what else the session has to write takes its turn, or the writer would call itself
            return true;
        }

        /** A message has its place in a session's queue. */
        void accepted() {
            if (batch != null && thread == Thread.currentThread()) {
                batch.accepted();
            }
        }

        /** Whether it waits, and has been at the same message since the last time it was asked. */
        boolean isStuck() {
            int now = written.get();
            boolean stuck = now == seen && isWaiting(thread) && (batch == null || batch.isAccepted());
            seen = now;
            return stuck;
        }

        /** One that runs, or would if the machine had the time, is only slow; one that has not even begun is late. */
        private static boolean isWaiting(@Nullable Thread writer) {
            return writer == null || writer.getState() != Thread.State.RUNNABLE;
        }

        void leave() {
            if (batch != null) {
                batch.leave();
            }
        }
    }

    private final Executor workers;
    private final Ticker ticker;
    private final Queue<Job> jobs = new ConcurrentLinkedQueue<>();
    private final AtomicReference<@Nullable Turn> turn = new AtomicReference<>();
    private volatile boolean needed; // there are sessions of Tomcat
    private volatile boolean cautious;
    private volatile boolean closed; // nobody looks after the writer any more
    private long cautiousSince; // confined to the tick

    SharedWriter(Executor workers, Ticker ticker) {
        this.workers = workers;
        this.ticker = ticker;
    }

    /** The wire of a session, of whichever container. */
    Wire wire(Session raw) {
        if (!raw.getClass().getName().startsWith("org.apache.tomcat.")) {
            return new RawWire(raw);
        }
        needed = true;
        return new Shared(raw);
    }

    @Override
    public int deliver(Outbound message, List<Subscriber> members) {
        if (!needed || isAvoided() || members.size() < MANY || turn.get() != null) {
            return ONE_BY_ONE.deliver(message, members);
        }
        Batch batch = new Batch(message, members);
        if (begin(new Turn(batch))) {
            batch.await();
        }
        batch.deliverRest();
        return members.size();
    }

    private boolean begin(Turn next) {
        boolean begun = turn.compareAndSet(null, next);
        if (begun) {
            workers.execute(next);
        }
        return begun;
    }

    private boolean isAvoided() {
        return cautious || closed;
    }

    private void write(Job job) {
        if (isAvoided()) {
            writeAsync(job);
            return;
        }
        jobs.add(job);
        if (turn.get() == null) {
            begin(new Turn(null));
        }
    }

    private void writeAsync(Job job) {
        try {
            job.wire.writeAsync(job.message, job.handler);
        } catch (RuntimeException e) { // its session has ended meanwhile: the jobs of others are not to stay behind
            workers.execute(() -> job.handler.onResult(new SendResult(e)));
        }
    }

    void tick() {
        Turn current = turn.get();
        if (current != null && current.isStuck()) {
            cautious = true;
            cautiousSince = ticker.nanos();
            replace(current);
        } else if (cautious && ticker.nanos() - cautiousSince > CAUTION_NANOS) {
            cautious = false;
        }
    }

    private void replace(Turn current) {
        turn.compareAndSet(current, null);
        current.leave();
        for (Job job = jobs.poll(); job != null; job = jobs.poll()) {
            writeAsync(job);
        }
    }

    /** There will be no tick: from now on everything is sent asynchronously. */
    void close() {
        closed = true;
        Turn current = turn.get();
        if (current != null) {
            replace(current);
        }
    }

    private final class Shared extends RawWire {

        Shared(Session raw) {
            super(raw);
        }

        @Override
        public void accepted() {
            Turn present = turn.get();
            if (present != null) {
                present.accepted();
            }
        }

        @Override
        public void write(Outbound message, SendHandler handler) {
            Turn present = turn.get();
            if (present != null && present.writesNow()) {
                writeBlocking(message, handler);
            } else {
                SharedWriter.this.write(new Job(this, message, handler));
            }
        }

        void writeAsync(Outbound message, SendHandler handler) {
            super.write(message, handler);
        }
    }
}
