package dev.mooring.server.session;

import dev.mooring.server.topic.Outbound;
import dev.mooring.server.topic.Subscriber;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One message to many sessions. The writer's thread delivers it, blocking, while the publisher waits; when the writer is held
 * up, or takes too long, the publisher delivers the rest itself, which does not block. Either way the message has its place in
 * the queue of every session when the publisher goes on: what it sends next comes after it. Thread-safe.
 */
final class Batch {

    private static final System.Logger LOG = System.getLogger(Batch.class.getName());

    /** The longest that a publisher waits. */
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final Outbound message;
    private final List<Subscriber> members;
    private final List<Subscriber> others = new ArrayList<>(); // guarded by this, as are the next three
    private int next;
    private boolean done;
    private boolean left; // by the writer: it delivers to nobody any more
    private final AtomicBoolean accepted = new AtomicBoolean(true); // by the session that the writer is at

    Batch(Outbound message, List<Subscriber> members) {
        this.message = message;
        this.members = members;
    }

    /** Delivers to one more; {@code false} when there is none, or it has been taken away. By the writer. */
    boolean deliverNext() {
        GuardedSession session = take();
        if (session == null) {
            return false;
        }
        try {
            session.deliver(message);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "a broadcast to " + session.getId() + " failed", e);
        } finally {
            accepted.lazySet(true);
        }
        return true;
    }

    private synchronized @Nullable GuardedSession take() {
        while (!left && next < members.size()) {
            Subscriber member = members.get(next++);
            if (member instanceof GuardedSession session) {
                accepted.lazySet(false); // seen by whoever takes the batch away under the lock
                return session;
            }
            // a resumable one: it may have to tell its application things, which is for the publisher to do
            others.add(member);
        }
        return null;
    }

    /** The session that the writer is at has the message in its queue. */
    void accepted() {
        accepted.lazySet(true);
    }

    /** Whether the session that the writer is at has it: before that, it can only be waiting for a lock. */
    boolean isAccepted() {
        return accepted.get();
    }

    /** Lets the publisher go on. By the writer. */
    synchronized void finish() {
        done = true;
        notifyAll();
    }

    /** Takes it away from the writer. */
    synchronized void leave() {
        left = true;
        notifyAll();
    }

    /** Waits for the writer, but not for long; then it is taken away from it. */
    void await() {
        boolean interrupted = false;
        long end = System.nanoTime() + PATIENCE_NANOS;
        synchronized (this) {
            while (!done && !left) {
                long millis = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (millis <= 0 || interrupted) {
                    left = true;
                } else {
                    try {
                        wait(millis);
                    } catch (InterruptedException e) {
                        interrupted = true;
                    }
                }
            }
        }
        while (!accepted.get()) {
            LockSupport.parkNanos(10_000);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Delivers to those that are left. By the publisher, when the writer does not any more, or never did. */
    void deliverRest() {
        List<Subscriber> rest;
        synchronized (this) {
            others.addAll(members.subList(next, members.size()));
            next = members.size();
            rest = List.copyOf(others);
        }
        rest.forEach(member -> member.deliver(message));
    }
}
