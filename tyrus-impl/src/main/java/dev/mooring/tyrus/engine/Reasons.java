package dev.mooring.tyrus.engine;

import dev.mooring.websocket.Delivery;
import dev.mooring.websocket.Failure;
import dev.mooring.websocket.delivery.ProtocolException;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import java.nio.charset.StandardCharsets;

/** Puts failures into the words of the specification. */
final class Reasons {

    private static final int MAX_BYTES = 123;
    private static final int OUT_OF_STEP = 4002;

    private Reasons() {}

    /** The close reason that {@code @OnClose} sees. */
    static CloseReason of(Failure failure) {
        CloseReason told = failure.closeReason();
        return told != null ? told : new CloseReason(CloseCodes.CLOSED_ABNORMALLY, shorten(failure.detail()));
    }

    /** Counts do not fit: the connection ends, and the next one starts from what both ends know. */
    static CloseReason outOfStep(ProtocolException violation) {
        return new CloseReason(CloseCodes.getCloseCode(OUT_OF_STEP), shorten(String.valueOf(violation.getMessage())));
    }

    /**
     * The end of a session that is of our own accord: 1001, but 1000 for a resumable one, which its server would keep for the
     * next connection otherwise.
     */
    static CloseReason goingAway(Delivery delivery, String phrase) {
        return new CloseReason(delivery.isResumable() ? CloseCodes.NORMAL_CLOSURE : CloseCodes.GOING_AWAY, phrase);
    }

    /** Cut to what a close frame holds, between characters. */
    static String shorten(String text) {
        String shortened = text;
        while (shortened.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            shortened = shortened.substring(0, shortened.offsetByCodePoints(shortened.length(), -1));
        }
        return shortened;
    }
}
