package dev.mooring.tyrus.transport;

/** A whole message was to go out between two parts of another. Nothing is broken: it can be sent when that one is out. */
public final class AmidPartsException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    /** One of these. */
    public AmidPartsException() {
        super("a message in parts is under way");
    }
}
