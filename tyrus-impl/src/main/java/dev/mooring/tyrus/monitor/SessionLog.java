package dev.mooring.tyrus.monitor;

import dev.mooring.tyrus.engine.Observer;
import dev.mooring.websocket.CircuitChanged;
import dev.mooring.websocket.CircuitState;
import dev.mooring.websocket.DropReason;
import dev.mooring.websocket.MessageDropped;
import dev.mooring.websocket.Opened;
import dev.mooring.websocket.Printable;
import dev.mooring.websocket.Redaction;
import dev.mooring.websocket.RetryPolicy;
import dev.mooring.websocket.RetryScheduled;
import dev.mooring.websocket.SessionEvent;
import dev.mooring.websocket.SessionReset;
import dev.mooring.websocket.SessionState;
import dev.mooring.websocket.StateChanged;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Explains each disconnect in one line, what happened, after how long, what comes next, to the system logger {@code
 * dev.mooring.session}. What an operator acts on is INFO or above, the rest is DEBUG.
 */
public final class SessionLog implements Observer {

    private static final System.Logger LOG = System.getLogger("dev.mooring.session");

    private final Map<String, Drops> drops = new ConcurrentHashMap<>(); // of sessions that have any

    /** A log for one container. */
    public SessionLog() {}

    @Override
    public void observe(SessionEvent event, Situation situation) {
        if (!LOG.isLoggable(Level.DEBUG) && isDetail(event)) {
            return; // of each connection that opens there are some
        }
        String who = event.sessionId() + " to " + Redaction.of(situation.target());
        if (event instanceof StateChanged e) {
            tellDrops(who, e);
        }
        if (event instanceof RetryScheduled e) {
            LOG.log(Level.INFO, "{0}: {1}{2}; {3}", who, e.cause().getMessage(), after(situation), next(e));
        } else if (event instanceof Opened e) {
            LOG.log(
                    e.epoch() == 1 ? Level.DEBUG : Level.INFO,
                    "{0}: connection {1} is open after {2}",
                    who,
                    String.valueOf(e.epoch()),
                    Printable.of(e.elapsed()));
        } else if (event instanceof StateChanged e && e.to() == SessionState.FAILED) {
            String cause = e.cause() == null ? "failed" : e.cause().getMessage();
            LOG.log(Level.ERROR, "{0}: {1}{2}; given up", who, cause, after(situation));
        } else if (event instanceof StateChanged e && e.to() == SessionState.BLOCKED) {
            LOG.log(Level.INFO, "{0}: no attempt while the circuit is open", who);
        } else if (event instanceof CircuitChanged e) {
            LOG.log(
                    e.to() == CircuitState.OPEN ? Level.WARNING : Level.INFO,
                    "{0}: circuit of {1} goes from {2} to {3}",
                    e.sessionId(),
                    e.endpoint(),
                    e.from(),
                    e.to());
        } else if (event instanceof SessionReset e) {
            LOG.log(
                    Level.WARNING,
                    "{0}: the server has lost the session ({1}), with {2} messages not acknowledged{3}",
                    who,
                    e.reason(),
                    String.valueOf(e.unacknowledged()),
                    e.sentAgain() ? ", which are sent again" : "");
        } else if (event instanceof MessageDropped e && e.reason() != DropReason.REPLACED) {
            told(who, drops.computeIfAbsent(e.sessionId(), id -> new Drops()).add(e));
        } else {
            LOG.log(Level.DEBUG, () -> who + ": " + event);
        }
    }

    @Override
    public void forget(String sessionId) {
        drops.remove(sessionId);
    }

    /** What is told at DEBUG alone, and leads to nothing else. */
    private boolean isDetail(SessionEvent event) {
        return (event instanceof Opened e && e.epoch() == 1)
                || (event instanceof StateChanged change && change.to() == SessionState.OPEN && drops.isEmpty());
    }

    /** What was dropped in one state is told before the next. */
    private void tellDrops(String who, StateChanged event) {
        Drops mine = event.to().isFinal() ? drops.remove(event.sessionId()) : drops.get(event.sessionId());
        if (mine != null) {
            told(who, mine.tell());
        }
    }

    private static void told(String who, @Nullable String drops) {
        if (drops != null) {
            LOG.log(Level.WARNING, "{0}: {1}", who, drops);
        }
    }

    private static String after(Situation situation) {
        return situation.uptime().isZero() ? "" : " after " + Printable.of(situation.uptime()) + " open";
    }

    private static String next(RetryScheduled e) {
        String most = e.maxRetries() == RetryPolicy.UNLIMITED ? "" : " of " + e.maxRetries();
        return "retry " + e.attempt() + most + " in " + Printable.of(e.delay());
    }
}
