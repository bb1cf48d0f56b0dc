package dev.mooring.tyrus.core;

import dev.mooring.websocket.Failure;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import org.glassfish.tyrus.core.CloseReasons;

/** What Tyrus makes of close frames, made what they were. */
final class CloseCodeRepair {

    private static final String ILLEGAL_1014 = "Illegal status code: 1014";
    private static final int BAD_GATEWAY = 1014;

    private CloseCodeRepair() {}

    /** How a connection ended that Tyrus says ended for this reason. */
    static Failure failure(CloseReason reason) {
        int code = reason.getCloseCode().getCode();
        if (code == CloseCodes.CLOSED_ABNORMALLY.getCode()) {
            return Failure.of(Failure.Kind.LOST, "connection lost without a close frame", null);
        }
        return Failure.closedByPeer(repaired(reason, code));
    }

    private static CloseReason repaired(CloseReason reason, int code) {
        // An empty close frame becomes this one object; a real 1000 with the same text does not.
        if (reason == CloseReasons.NORMAL_CLOSURE.getCloseReason()) {
            return new CloseReason(CloseCodes.NO_STATUS_CODE, "");
        } else if (code == CloseCodes.PROTOCOL_ERROR.getCode() && ILLEGAL_1014.equals(reason.getReasonPhrase())) {
            return new CloseReason(() -> BAD_GATEWAY, "");
        }
        return reason;
    }
}
