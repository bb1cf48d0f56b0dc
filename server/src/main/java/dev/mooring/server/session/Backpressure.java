package dev.mooring.server.session;

import jakarta.websocket.Session;
import org.jspecify.annotations.Nullable;

/**
 * Stops Undertow from reading while one callback takes long. The other containers read the next message when the handler
 * of the last one has returned; Undertow reads on and queues without bound, so that a client which sends fast to a slow
 * handler fills the heap. Judged by the tick, so that quick handlers pay nothing; undone by whoever ends the callback, or by the
 * tick: the callback may be that of an earlier connection of the session, which knows nothing of this one.
 */
final class Backpressure {

    private final Object channel;
    private int seen; // confined to the tick
    private boolean suspended; // guarded by this

    private Backpressure(Object channel) {
        this.channel = channel;
    }

    /** For a session of Undertow; {@code null} for those of all others, which need none. */
    static @Nullable Backpressure of(Session raw) {
        if (!raw.getClass().getName().startsWith("io.undertow.")) {
            return null;
        }
        Object channel = Quirk.get(raw, "getWebSocketChannel");
        return channel == null ? null : new Backpressure(channel);
    }

    /** Suspends reading when the same callback has been running since the tick before; resumes it when none is running. */
    void judge(Serial serial, boolean waiting) {
        int tasks = serial.started();
        boolean stuck = tasks == seen && (serial.isBusy() || waiting);
        seen = tasks;
        if (stuck) {
            suspend();
        }
        if (!serial.isBusy() && !waiting) {
            resume(); // also what ended while we were at it: its end may have come before our beginning
        }
    }

    /** Also when it is suspended, as far as we know: Undertow resumes it by itself when it has opened the session. */
    private synchronized void suspend() {
        suspended = Quirk.call(channel, "suspendReceives");
    }

    /** A callback has ended. */
    void ended() {
        resume();
    }

    private synchronized void resume() {
        if (suspended) {
            suspended = false;
            Quirk.call(channel, "resumeReceives");
        }
    }
}
