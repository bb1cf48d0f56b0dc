package dev.mooring.websocket.delivery;

import java.util.Locale;

/** Why a session could not be resumed. */
public enum Reset {
    /** The server knows no such session: it was closed, or the server is another one or was restarted. */
    UNKNOWN,
    /** The window after the loss of the connection was over. */
    EXPIRED,
    /** The token is none of the session's: forged, or used up. */
    TOKEN,
    /** The session belongs to another principal, or another endpoint or path. */
    OWNER,
    /** The counts do not fit: messages were claimed that were never sent, or asked for that were acknowledged. */
    COUNT,
    /** What was not acknowledged had grown over the server's bound. */
    OVERFLOW,
    /** The server does not speak the protocol any more. */
    UNSUPPORTED;

    /** As it travels in the header. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** A word that is not known, of a newer peer, is {@link #UNKNOWN}. */
    static Reset of(String word) {
        for (Reset reset : values()) {
            if (reset.word().equals(word)) {
                return reset;
            }
        }
        return UNKNOWN;
    }
}
