package dev.mooring.server.session;

import dev.mooring.websocket.Heartbeat;

/**
 * Whether a client is alive. Written to at every message, so that is one volatile write; judged by the shared tick alone.
 * While a callback runs the container may be unable to deliver the pong, so the timeout starts anew; and so it does until somebody
 * has had the time to send the ping.
 */
final class Liveness {

    /** What the tick is to do. */
    enum Verdict {
        FINE,
        PING,
        DEAD
    }

    private final Heartbeat heartbeat;
    private volatile long lastHeard;
    private volatile boolean waiting; // a ping is unanswered
    private volatile boolean unsent; // as far as this ping goes
    private volatile long pingedAt; // by the tick, and when it is sent

    Liveness(Heartbeat heartbeat, long now) {
        this.heartbeat = heartbeat;
        this.lastHeard = now;
    }

    /** Something arrived. */
    void heard(long now) {
        lastHeard = now;
    }

    /** When something arrived last. */
    long lastHeard() {
        return lastHeard;
    }

    /** Whether a ping was unanswered till now: then what has just arrived may be its reply, and is taken as that once. */
    boolean takeReply() {
        boolean taken = waiting;
        waiting = false;
        return taken;
    }

    /** The ping that was asked for goes out. */
    void pinged(long now) {
        pingedAt = now;
        unsent = false;
    }

    Verdict judge(long now, boolean busy) {
        if (!heartbeat.isEnabled()) {
            return Verdict.FINE;
        }
        if (waiting && lastHeard - pingedAt >= 0) {
            waiting = false;
        }
        if (waiting) {
            if (busy || unsent) {
                pingedAt = now;
            }
            return now - pingedAt >= heartbeat.timeout().toNanos() ? Verdict.DEAD : Verdict.FINE;
        }
        if (!busy && now - lastHeard >= heartbeat.interval().toNanos()) {
            pingedAt = now;
            unsent = true;
            waiting = true;
            return Verdict.PING;
        }
        return Verdict.FINE;
    }
}
