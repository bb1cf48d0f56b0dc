package dev.mooring.server.topic;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is to be done when a {@link Subscriber} has ended. Thread-safe; nobody is called under its lock. */
public final class EndActions {

    private static final System.Logger LOG = System.getLogger(EndActions.class.getName());

    private @Nullable List<Runnable> waiting; // both guarded by this; null when there are none
    private boolean ended;

    /** Runs the action once at the end; at once when that is over. */
    public void add(Runnable action) {
        synchronized (this) {
            if (!ended) {
                waiting = waiting == null ? new ArrayList<>(1) : waiting;
                waiting.add(action);
                return;
            }
        }
        runSafely(action);
    }

    /** Takes back one action that is equal to this one, if there is any. */
    public synchronized void forget(Runnable action) {
        if (waiting != null && waiting.remove(action) && waiting.isEmpty()) {
            waiting = null;
        }
    }

    /** This is the end: runs them all, and throws nothing. */
    public void end() {
        List<Runnable> due;
        synchronized (this) {
            ended = true;
            due = waiting == null ? List.of() : waiting;
            waiting = null;
        }
        due.forEach(EndActions::runSafely);
    }

    /** Whatever it throws: others wait for their turn, and the end of the session for them all. */
    private static void runSafely(Runnable action) {
        try {
            action.run();
        } catch (Throwable e) {
            LOG.log(System.Logger.Level.ERROR, "what was to be done at the end of a session failed", e);
        }
    }

    synchronized int size() {
        return waiting == null ? 0 : waiting.size();
    }
}
