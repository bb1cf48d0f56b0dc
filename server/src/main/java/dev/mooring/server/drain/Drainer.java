package dev.mooring.server.drain;

import dev.mooring.server.session.EndpointBinding;
import dev.mooring.server.session.ServerRuntime;
import dev.mooring.server.session.ServerSession;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Drains one server, once. New handshakes are refused first; then the sessions, in random order, are closed one after the
 * other, each at its own moment of the window, so that the servers they come back to see an even stream. What a session
 * has queued goes out before its close frame. Thread-safe.
 */
public final class Drainer implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Drainer.class.getName());

    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    /** Handshakes admitted just before the drain have this long to open their sessions, which are closed like the others. */
    private static final long STRAGGLERS_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final ServerRuntime runtime;
    private final AtomicReference<@Nullable Round> running = new AtomicReference<>();

    /** For this server. */
    public Drainer(ServerRuntime runtime) {
        this.runtime = runtime;
    }

    /**
     * Starts, or joins the drain that has been started, which is over at the end of this window if that is sooner.
     *
     * @return completes when no session is left; exceptionally when the server is closed before that
     */
    public CompletableFuture<Void> start(Drain drain) {
        long now = runtime.ticker().nanos();
        long end = now + drain.window().toNanos();
        Round fresh = new Round(new CloseReason(CloseCodes.SERVICE_RESTART, drain.hint()), now, end);
        Round present = running.compareAndExchange(null, fresh);
        if (present != null) {
            present.hurry(end);
            return present.done.copy();
        }
        runtime.readiness().startDraining();
        fresh.goOn(fresh::begin, 0);
        return fresh.done.copy();
    }

    /** The server has been closed: no session is closed by us any more. */
    @Override
    public void close() {
        Round present = running.get();
        if (present != null) {
            present.giveUp();
        }
    }

    private boolean endReservations() {
        boolean opening = false;
        for (EndpointBinding binding : runtime.bindings()) {
            opening |= binding.guard().endReservations();
        }
        return opening;
    }

    private List<ServerSession> sessions() {
        List<ServerSession> all = new ArrayList<>();
        for (EndpointBinding binding : runtime.bindings()) {
            all.addAll(binding.sessions());
        }
        return all;
    }

    /** Closes what is due and comes back, on the tick's thread, to which its plain fields are confined. */
    private final class Round {

        private final CloseReason reason;
        private final long start;
        private final AtomicLong end;
        private final CompletableFuture<Void> done = new CompletableFuture<>();
        private List<ServerSession> sessions = List.of();
        private int next;
        private long lastDue; // at the beginning, and when the window changes, that moment
        private long lastEnd;

        Round(CloseReason reason, long start, long end) {
            this.reason = reason;
            this.start = start;
            this.end = new AtomicLong(end);
            this.lastDue = start;
            this.lastEnd = end;
        }

        /** Ends the window then, if that is sooner. */
        void hurry(long sooner) {
            end.accumulateAndGet(sooner, (present, given) -> given - present < 0 ? given : present);
        }

        void goOn(Runnable step, long delayNanos) {
            if (!runtime.schedule(step, delayNanos)) {
                giveUp();
            }
        }

        void giveUp() {
            boolean opening = endReservations();
            int left = sessions().size();
            if (left == 0 && !opening) {
                done.complete(null);
            } else {
                done.completeExceptionally(
                        new IllegalStateException("the server was closed before the drain was over, sessions left: "
                                + left + "; close it when the stage of the drain has completed"));
            }
        }

        void begin() {
            sessions = sessions();
            Collections.shuffle(sessions);
            step();
        }

        private void step() {
            if (done.isDone()) {
                return; // given up
            }
            try {
                closeWhatIsDue();
                if (next == sessions.size() && runtime.ticker().nanos() - start > STRAGGLERS_NANOS && isOver()) {
                    runtime.desk().shut(); // who has no connection would wait for one in vain
                    done.complete(null);
                } else {
                    goOn(this::step, POLL_NANOS);
                }
            } catch (Throwable e) { // it would end the drain, and nobody would know
                done.completeExceptionally(e);
            }
        }

        private void closeWhatIsDue() {
            long now = runtime.ticker().nanos();
            if (end.get() != lastEnd) {
                lastEnd = end.get();
                lastDue = now;
            }
            while (next < sessions.size() && now - nextDue() >= 0) {
                lastDue = nextDue();
                close(sessions.get(next++));
            }
            if (next == sessions.size()) {
                sessions = List.of(); // nobody is kept for being drained
                next = 0;
            }
        }

        /** Those that are left share what is left of the window. */
        private long nextDue() {
            return lastDue + (lastEnd - lastDue) / (sessions.size() - next);
        }

        /** Asked again until it is: in between, a session that was opening has opened. */
        private boolean isOver() {
            boolean opening = endReservations();
            List<ServerSession> left = sessions(); // after the reservations: who is not there any more is here
            left.forEach(this::close); // who came in while we started; for all others it changes nothing
            return !opening && left.isEmpty();
        }

        private void close(ServerSession session) {
            try {
                if (!done.isDone()) {
                    session.close(reason);
                }
            } catch (Throwable e) { // the others are to be closed too
                LOG.log(System.Logger.Level.WARNING, "a session that is to be drained cannot be closed", e);
            }
        }
    }
}
