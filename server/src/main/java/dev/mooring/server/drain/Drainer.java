package dev.mooring.server.drain;

import dev.mooring.server.session.EndpointBinding;
import dev.mooring.server.session.ServerRuntime;
import dev.mooring.server.session.ServerSession;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Drains one server, once. New handshakes are refused first; then the sessions, in random order, are closed one after the
 * other, each at its own moment of the window, so that the servers they come back to see an even stream. What a session
 * has queued goes out before its close frame. Thread-safe.
 */
public final class Drainer {

    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    /** Handshakes admitted just before the drain open their sessions within this; they are closed like the others. */
    private static final long STRAGGLERS_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final ServerRuntime runtime;
    private final AtomicReference<CompletableFuture<Void>> running = new AtomicReference<>();

    /** For this server. */
    public Drainer(ServerRuntime runtime) {
        this.runtime = runtime;
    }

    /** Starts, or joins the drain that has been started; completes when no session is left. */
    public CompletableFuture<Void> start(Drain drain) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        CompletableFuture<Void> present = running.compareAndExchange(null, done);
        if (present != null) {
            return present.copy();
        }
        runtime.readiness().startDraining();
        CloseReason reason = new CloseReason(CloseCodes.SERVICE_RESTART, drain.hint());
        List<ServerSession> sessions = sessions();
        Collections.shuffle(sessions);
        long gap = drain.window().toNanos() / Math.max(1, sessions.size());
        new Round(sessions, reason, gap, runtime.ticker().nanos(), done).step();
        return done.copy();
    }

    private List<ServerSession> sessions() {
        List<ServerSession> all = new ArrayList<>();
        for (EndpointBinding binding : runtime.bindings()) {
            all.addAll(binding.sessions());
        }
        return all;
    }

    /** Closes what is due and comes back; confined to the thread that runs it, one step after the other. */
    private final class Round {

        private final List<ServerSession> sessions;
        private final CloseReason reason;
        private final long gap;
        private final long start;
        private final CompletableFuture<Void> done;
        private int next;

        Round(List<ServerSession> sessions, CloseReason reason, long gap, long start, CompletableFuture<Void> done) {
            this.sessions = sessions;
            this.reason = reason;
            this.gap = gap;
            this.start = start;
            this.done = done;
        }

        void step() {
            long elapsed = runtime.ticker().nanos() - start;
            while (next < sessions.size() && (next + 1) * gap <= elapsed) {
                close(sessions.get(next++));
            }
            if (next == sessions.size() && elapsed > STRAGGLERS_NANOS) {
                List<ServerSession> left = sessions();
                if (left.isEmpty()) {
                    done.complete(null);
                    return;
                }
                left.forEach(this::close); // who came in while we started; for all others it changes nothing
            }
            runtime.schedule(this::step, POLL_NANOS);
        }

        private void close(ServerSession session) {
            try {
                session.close(reason);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
