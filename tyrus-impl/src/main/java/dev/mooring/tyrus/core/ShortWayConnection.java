package dev.mooring.tyrus.core;

import dev.mooring.tyrus.transport.AmidPartsException;
import jakarta.websocket.SendHandler;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A connection that sends whole messages the short way, as frames of our own past Tyrus's, and asks Tyrus for all else: for
 * messages in parts, between which it refuses whole ones, and for every message where an extension changes what is in a frame.
 */
public abstract class ShortWayConnection extends TyrusConnection {

    /** Set to {@code false}, every frame goes through Tyrus's engine: for comparison, and should the short way misbehave. */
    public static final String PROPERTY = "dev.mooring.shortWay";

    private final boolean shortWay;
    private volatile boolean inParts;

    /** The open connection of this link; {@code shortWay} says whether it is to be taken where it can be. */
    protected ShortWayConnection(Session session, TyrusLink link, boolean shortWay) {
        super(session, link);
        this.shortWay = shortWay && !link.hasExtensions();
    }

    /** What {@link #PROPERTY} says. */
    public static boolean isAskedFor() {
        return !"false".equalsIgnoreCase(System.getProperty(PROPERTY));
    }

    /** Queues a frame with this payload, to be masked. */
    protected abstract void sendFrame(int firstByte, byte[] payload, SendHandler completion);

    /** The same from a buffer. */
    protected abstract void sendFrame(int firstByte, ByteBuffer payload, SendHandler completion);

    /** The completion to give to Tyrus in place of this one. */
    protected SendHandler throughTyrus(SendHandler completion) {
        return completion;
    }

    @Override
    public void sendText(byte[] utf8, SendHandler completion) {
        requireNoParts();
        if (shortWay) {
            sendFrame(MaskedHeader.TEXT, utf8, completion);
        } else {
            super.sendText(utf8, throughTyrus(completion));
        }
    }

    @Override
    public void sendBinary(ByteBuffer data, SendHandler completion) {
        requireNoParts();
        if (shortWay) {
            sendFrame(MaskedHeader.BINARY, data, completion);
        } else {
            super.sendBinary(data, throughTyrus(completion));
        }
    }

    @Override
    public void sendPart(String part, boolean last) throws IOException {
        inParts = true;
        super.sendPart(part, last);
        inParts = !last; // not before, or a whole message would pass the last part; never after half a message
    }

    @Override
    public void sendPart(ByteBuffer part, boolean last) throws IOException {
        inParts = true;
        super.sendPart(part, last);
        inParts = !last;
    }

    /** Tyrus would have it wait for three seconds. */
    private void requireNoParts() {
        if (inParts) {
            throw new AmidPartsException();
        }
    }
}
