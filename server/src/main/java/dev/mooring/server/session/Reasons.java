package dev.mooring.server.session;

import dev.mooring.websocket.Printable;
import dev.mooring.websocket.delivery.ProtocolException;
import dev.mooring.websocket.dispatch.Utf8;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCode;
import jakarta.websocket.CloseReason.CloseCodes;

/** Close reasons that are safe to log and short enough to send. */
final class Reasons {

    /** A control frame holds 125 bytes, two of them for the code. */
    private static final int MAX_BYTES = 123;

    static final CloseReason TOO_BIG = of(CloseCodes.TOO_BIG, "message too big");
    static final CloseReason TOO_MANY = of(CloseCodes.VIOLATED_POLICY, "too many messages");
    static final CloseReason TAKEN_OVER = of(code(4409), "a newer connection carries the session");
    static final CloseReason NO_TICKET =
            of(CloseCodes.TRY_AGAIN_LATER, "session is not to be resumed this way: try again");
    static final CloseReason NOT_ADMITTED = of(CloseCodes.VIOLATED_POLICY, "handshake was not admitted");
    static final CloseReason DRAINED = of(CloseCodes.SERVICE_RESTART, "server is draining");
    static final CloseReason FAILED = of(CloseCodes.UNEXPECTED_CONDITION, "endpoint could not be created");
    static final CloseReason DEAD = of(CloseCodes.GOING_AWAY, "heartbeat timeout");
    static final CloseReason GONE = of(CloseCodes.CLOSED_ABNORMALLY, "heartbeat timeout");
    static final CloseReason LOST = of(CloseCodes.CLOSED_ABNORMALLY, "connection lost");
    static final CloseReason UNWRITABLE = of(CloseCodes.GOING_AWAY, "a message could not be written");
    static final CloseReason BROKEN = of(CloseCodes.CLOSED_ABNORMALLY, "a message could not be written");
    static final CloseReason SLOW = of(CloseCodes.TRY_AGAIN_LATER, "client reads too slowly");
    static final CloseReason STUCK = of(CloseCodes.TRY_AGAIN_LATER, "send timeout");
    static final CloseReason EXPIRED = of(code(4401), "token expired");
    static final CloseReason UNAUTHENTICATED = of(code(4401), "not authenticated");
    static final CloseReason TOO_MANY_SESSIONS = of(CloseCodes.VIOLATED_POLICY, "too many connections");

    private Reasons() {}

    /** The counts of both ends do not fit: the next connection starts from what both know. */
    static CloseReason outOfStep(ProtocolException violation) {
        return of(code(4002), String.valueOf(violation.getMessage()));
    }

    static CloseReason of(CloseCode code, String phrase) {
        return new CloseReason(code, cut(Printable.of(phrase)));
    }

    /** The same reason without control characters. */
    static CloseReason clean(CloseReason reason) {
        String phrase = reason.getReasonPhrase();
        return of(reason.getCloseCode(), phrase == null ? "" : phrase);
    }

    static CloseCode code(int value) {
        return CloseCodes.getCloseCode(value);
    }

    private static String cut(String phrase) {
        String cut = phrase;
        while (Utf8.length(cut) > MAX_BYTES) {
            cut = cut.substring(0, cut.offsetByCodePoints(cut.length(), -1));
        }
        return cut;
    }
}
