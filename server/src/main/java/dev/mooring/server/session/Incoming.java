package dev.mooring.server.session;

import dev.mooring.server.policy.ServerPolicy;
import dev.mooring.websocket.dispatch.Utf8;
import java.nio.ByteBuffer;

/**
 * What arrives in one session, as the container's thread brings it, part by part: rate and size are enforced here, before
 * anything is assembled. A container brings one part at a time, so the state of a message needs no lock.
 */
final class Incoming {

    private final GuardedSession session;
    private final Inbox inbox;
    private final int maxMessageSize;
    private final Meters meters;

    private boolean inside; // between the first part of a message and its last
    private boolean skipping;
    private long size;

    Incoming(GuardedSession session, Inbox inbox, ServerPolicy policy, Meters meters) {
        this.session = session;
        this.inbox = inbox;
        this.maxMessageSize = policy.maxMessageSize();
        this.meters = meters;
    }

    void text(String part, boolean last) {
        if (passes(Utf8.length(part), last)) {
            session.serial().run(() -> inbox.text(part, last));
        }
        session.callbackEnded();
    }

    void binary(ByteBuffer part, boolean last) {
        if (passes(part.remaining(), last) && !session.serial().runIfIdle(() -> inbox.binary(part, last))) {
            ByteBuffer copy = ByteBuffer.allocate(part.remaining()).put(part).flip(); // the container reuses its buffer
            session.serial().run(() -> inbox.binary(copy, last));
        }
        session.callbackEnded();
    }

    private boolean passes(long bytes, boolean last) {
        session.heard();
        if (session.isEnding()) {
            return false;
        }
        if (!inside) {
            size = 0;
            skipping = !isPermitted();
        }
        inside = !last;
        if (skipping) {
            return false;
        }
        size += bytes == 0 && !last ? 1 : bytes; // empty fragments are not free, or they could go on for ever
        if (size > maxMessageSize) {
            skipping = true;
            session.counts().tooBig.increment();
            session.endNow(Reasons.TOO_BIG);
            return false;
        }
        return true;
    }

    private boolean isPermitted() {
        Meter.Verdict verdict = meters.take(session);
        if (verdict != Meter.Verdict.PASS) {
            session.counts().rateLimited.increment();
        }
        if (verdict == Meter.Verdict.CLOSE) {
            session.endNow(Reasons.TOO_MANY);
        }
        return verdict == Meter.Verdict.PASS;
    }
}
