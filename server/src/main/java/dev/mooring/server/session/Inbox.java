package dev.mooring.server.session;

import dev.mooring.server.json.JsonGuard;
import dev.mooring.server.policy.JsonLimits;
import dev.mooring.server.policy.ServerPolicy;
import dev.mooring.websocket.Heartbeat;
import dev.mooring.websocket.SendOptions;
import dev.mooring.websocket.delivery.Pacing;
import dev.mooring.websocket.dispatch.MessageDispatcher;
import jakarta.websocket.DecodeException;
import jakarta.websocket.PongMessage;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Sorts the messages of one session: the first message of an authentication and application pings go no further, JSON is
 * checked, the rest reaches the endpoint's handlers. Runs inside the session's {@link Serial}.
 *
 * <p>Text is kept back only as long as it may still be one of ours: a short one until it is complete, so that a ping in
 * two fragments is a ping, and all of it when it must be looked at as a whole.
 */
final class Inbox {

    /** The longest text that is looked at for an application ping, white space included. */
    private static final int PING_LENGTH = 64;

    private static final String PING = "{\"type\":\"ping\"}";
    private static final String PONG = "{\"type\":\"pong\"}";
    private static final SendOptions ONE_PONG = SendOptions.conflateBy("mooring pong");

    private final GuardedSession session;
    private final MessageDispatcher handlers;
    private final boolean answersPings;
    private final Heartbeat heartbeat;
    private final @Nullable JsonGuard json;
    private @Nullable StringBuilder kept; // of a text in parts
    private boolean streaming; // the beginning of this message has been passed on

    Inbox(GuardedSession session, MessageDispatcher handlers, ServerPolicy policy) {
        this.session = session;
        this.handlers = handlers;
        this.answersPings = policy.answersApplicationPings();
        this.heartbeat = policy.heartbeat();
        JsonLimits limits = policy.json();
        this.json = limits == null ? null : new JsonGuard(limits);
    }

    void text(String part, boolean last) {
        if (session.isEnding()) {
            return;
        }
        if (session.tie().isCounted() && !session.awaitsFirstMessage()) {
            counted(part, last);
            return;
        }
        if (last && kept == null && !streaming) {
            whole(part); // nearly every message: nothing is copied
            return;
        }
        if (streaming) {
            streaming = !last;
            handlers.text(part, last);
            return;
        }
        kept = kept == null ? new StringBuilder(part.length() * 2) : kept;
        kept.append(part);
        if (last || (!isLookedAtWhole() && kept.length() > PING_LENGTH)) {
            String text = kept.toString();
            kept = null;
            streaming = !last;
            if (last) {
                whole(text);
            } else {
                handlers.text(text, false);
            }
        }
    }

    /** In a resumable session every message is data, and counted. */
    private void counted(String part, boolean last) {
        if (json == null) {
            if (session.tie().admits(last)) {
                handlers.text(part, last);
                session.tie().handled(Pacing.weigh(part), last);
            }
            return;
        }
        if (kept != null || !last) {
            kept = kept == null ? new StringBuilder(part.length() * 2) : kept;
            kept.append(part);
        }
        if (last) {
            String text = kept == null ? part : kept.toString();
            kept = null;
            if (session.tie().admits(true)) {
                deliver(text);
                session.tie().handled(Pacing.weigh(text), true);
            }
        }
    }

    void binary(ByteBuffer part, boolean last) {
        if (session.isEnding()) {
            return;
        }
        if (session.awaitsFirstMessage()) {
            session.endNow(Reasons.UNAUTHENTICATED);
            return;
        }
        if (session.tie().admits(last)) {
            int size = part.remaining(); // before the application reads it
            handlers.binary(part, last);
            session.tie().handled(size, last);
        }
    }

    void pong(PongMessage pong) {
        if (!session.isEnding()) {
            handlers.pong(pong);
        }
    }

    private boolean isLookedAtWhole() {
        return json != null || session.awaitsFirstMessage();
    }

    private void whole(String text) {
        if (session.awaitsFirstMessage()) {
            session.firstMessage(text);
        } else if (isPing(text)) {
            session.deliverText(PONG, ONE_PONG);
        } else if (!heartbeat.isReply(text) || !session.takePong()) {
            deliver(text);
        }
    }

    private void deliver(String text) {
        String problem = json == null ? null : json.problem(text);
        if (problem != null) {
            session.failures().invalid(new DecodeException("", problem));
        } else {
            handlers.text(text, true);
        }
    }

    private boolean isPing(String text) {
        return answersPings
                && text.length() <= PING_LENGTH
                && text.length() >= PING.length()
                && text.indexOf("ping") > 0
                && text.replaceAll("[ \t\r\n]", "").equals(PING);
    }
}
