package dev.mooring.server.session;

import dev.mooring.server.policy.ServerPolicy;
import dev.mooring.websocket.dispatch.Utf8;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * What arrives in one session, as the container's thread brings it, part by part: rate and size are enforced here, before
 * anything is assembled. A container brings one part at a time, so the state of a message needs no lock.
 */
final class Incoming {

    private final GuardedSession session;
    private final Inbox inbox;
    private final int maxMessageSize;
    private final Meters meters;
    private final Identity identity;

    /** Pongs answer our few pings, or acknowledge; who sends more than this in a second attacks. */
    private static final int MAX_PONGS = 1000;

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private int pongs;
    private long pongsSince;

    private boolean inside; // between the first part of a message and its last
    private boolean skipping;
    private long size;

    Incoming(GuardedSession session, Inbox inbox, ServerPolicy policy, Meters meters, Identity identity) {
        this.session = session;
        this.inbox = inbox;
        this.maxMessageSize = policy.maxMessageSize();
        this.meters = meters;
        this.identity = identity;
    }

    /** Takes what the container's session brings, within the policy's limits. */
    void listenTo(Session raw, Duration sendTimeout, long closeNanos) {
        IdleTimeout.off(raw);
        BufferSizes.limit(raw, maxMessageSize);
        TomcatProperties.set(raw, sendTimeout.toMillis(), TimeUnit.NANOSECONDS.toMillis(closeNanos));
        raw.addMessageHandler(String.class, (MessageHandler.Partial<String>) this::text);
        raw.addMessageHandler(ByteBuffer.class, (MessageHandler.Partial<ByteBuffer>) this::binary);
        raw.addMessageHandler(PongMessage.class, (MessageHandler.Whole<PongMessage>) this::pong);
    }

    void text(String part, boolean last) {
        arrived(last);
        if (passes(Utf8.length(part), last)) {
            if (last) {
                identity.arrived();
            }
            session.serial().run(() -> inbox.text(part, last));
        }
        ended();
    }

    void binary(ByteBuffer part, boolean last) {
        arrived(last);
        if (passes(part.remaining(), last) && !session.serial().runIfIdle(() -> inbox.binary(part, last))) {
            ByteBuffer copy = ByteBuffer.allocate(part.remaining()).put(part).flip(); // the container reuses its buffer
            session.serial().run(() -> inbox.binary(copy, last));
        }
        ended();
    }

    void pong(PongMessage pong) {
        long now = session.heard();
        if (session.tie().takes(pong)) {
            return;
        }
        if (now - pongsSince > SECOND) {
            pongsSince = now;
            pongs = 0;
        }
        if (session.isEnding()) {
            return;
        }
        if (++pongs > MAX_PONGS) {
            session.counts().rateLimited.increment();
            session.endNow(Reasons.TOO_MANY);
            return;
        }
        session.serial().run(() -> inbox.pong(pong));
        ended();
    }

    /**
     * Lets the container read on. Another thread may run a handler of the connection before: what this one brings meanwhile must
     * not pile up.
     */
    private void ended() {
        Serial serial = session.serial();
        if (serial.isBusy()) {
            serial.awaitIdle(() -> !session.isEnding());
        }
        session.callbackEnded();
    }

    private void arrived(boolean last) {
        if (last) {
            session.counts().received.increment();
            session.tie().arrived();
        }
    }

    /** Dropped as the policy wants it, which counts as handled; but at the end of a session nothing is. Inside the serial. */
    private void skipped() {
        if (!session.isEnding() && session.tie().admits(true)) {
            session.tie().handled(0, true);
        }
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
            if (last) {
                session.serial().run(this::skipped);
            }
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
        if (verdict == Meter.Verdict.DROP || verdict == Meter.Verdict.CLOSE) {
            session.counts().rateLimited.increment();
        }
        if (verdict == Meter.Verdict.CLOSE) {
            session.endNow(Reasons.TOO_MANY);
        }
        return verdict == Meter.Verdict.PASS;
    }
}
