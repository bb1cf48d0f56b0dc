package dev.mooring.server.session;

import jakarta.websocket.Session;
import org.jspecify.annotations.Nullable;

/**
 * Stops Undertow from reading while one callback takes long. The other containers read the next message when the handler
 * of the last one has returned; Undertow reads on and queues without bound, so that a client which sends fast to a slow
 * handler fills the heap. Judged by the tick, so that quick handlers pay nothing; undone by whoever ends the callback.
 */
final class Backpressure {

    private final @Nullable Object channel; // only Undertow's session has one
    private int seen; // confined to the tick
    private boolean suspended; // guarded by this

    Backpressure(Session raw) {
        channel = Quirk.get(raw, "getWebSocketChannel");
    }

    /** Suspends reading when the same callback has been running since the tick before. */
    void judge(Serial serial, boolean waiting) {
        if (channel == null) {
            return;
        }
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
        if (!suspended && channel != null) {
            suspended = Quirk.call(channel, "suspendReceives");
        }
    }

    /** A callback has ended. */
    void ended() {
        if (channel != null) {
            resume();
        }
    }

    private synchronized void resume() {
        if (suspended && channel != null) {
            suspended = false;
            Quirk.call(channel, "resumeReceives");
        }
    }
}
