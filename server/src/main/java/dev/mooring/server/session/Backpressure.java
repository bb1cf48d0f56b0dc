package dev.mooring.server.session;

import jakarta.websocket.Session;
import org.jspecify.annotations.Nullable;

/**
 * Stops Undertow from reading while one callback takes long. The other containers read the next message when the handler
 * of the last one has returned; Undertow reads on and queues without bound, so that a client which sends fast to a slow
 * handler fills the heap. Judged by the tick, so that quick handlers pay nothing; undone by whoever ends the callback.
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

    /** Suspends reading when the same callback has been running since the tick before. */
    void judge(Serial serial, boolean waiting) {
        int tasks = serial.started();
        boolean stuck = tasks == seen && (serial.isBusy() || waiting);
        seen = tasks;
        if (stuck) {
            suspend();
            if (!serial.isBusy() && !waiting) {
                resume(); // it ended while we were at it, and its end may have come before our beginning
            }
        }
    }

    private synchronized void suspend() {
        if (!suspended) {
            suspended = Quirk.call(channel, "suspendReceives");
        }
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
