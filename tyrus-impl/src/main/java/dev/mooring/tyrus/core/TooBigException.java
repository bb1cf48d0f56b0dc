package dev.mooring.tyrus.core;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import org.glassfish.tyrus.core.WebSocketException;

/** A frame that is larger than messages may be: the connection has to end. */
final class TooBigException extends WebSocketException {

    private static final long serialVersionUID = 1L;

    TooBigException(String message) {
        super(message);
    }

    @Override
    public CloseReason getCloseReason() {
        return new CloseReason(CloseCodes.TOO_BIG, getMessage());
    }
}
