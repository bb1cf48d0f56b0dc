package dev.mooring.server.session;

import dev.mooring.server.topic.Outbound;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
    private final List<GuardedSession> sessions;
    private int next; // guarded by this, as are the next two
    private boolean done;
    private boolean left; // by the writer: it delivers to nobody any more
    private volatile boolean accepted = true; // by the session that the writer is at

    Batch(Outbound message, List<GuardedSession> sessions) {
        this.message = message;
        this.sessions = sessions;
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
            accepted = true;
        }
        return true;
    }

    private synchronized @Nullable GuardedSession take() {
        if (left || next == sessions.size()) {
            return null;
        }
        accepted = false;
        return sessions.get(next++);
    }

    /** The session that the writer is at has the message in its queue. */
    void accepted() {
        accepted = true;
    }

    /** Whether the session that the writer is at has it: before that, it can only be waiting for a lock. */
    boolean isAccepted() {
        return accepted;
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
        while (!accepted) {
            LockSupport.parkNanos(10_000);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Delivers to those that are left. By the publisher, when the writer does not any more, or never did. */
    void deliverRest() {
        for (; next < sessions.size(); next++) {
            sessions.get(next).deliver(message);
        }
    }
}
