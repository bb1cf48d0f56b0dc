package dev.mooring.websocket.delivery;

/** The peer broke a rule of resumable delivery. The message names the rule and holds nothing that came from the peer. */
public final class ProtocolException extends Exception {

    private static final long serialVersionUID = 1L;

    /** A violation of this rule. */
    public ProtocolException(String rule) {
        super(rule, null, false, false); // a peer can cause as many as it likes: no stack traces
    }
}
