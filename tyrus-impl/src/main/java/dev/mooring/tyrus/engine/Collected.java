package dev.mooring.tyrus.engine;

import dev.mooring.tyrus.transport.Connection;
import dev.mooring.websocket.OutboxFullException;
import jakarta.websocket.CloseReason;
import jakarta.websocket.SendHandler;
import jakarta.websocket.Session;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Stands in for the connection of a message in parts in a resumable session: the parts are kept and go out whole, as a message
 * of which a half is lost with its connection could not be sent again.
 */
final class Collected implements Connection {

    private final ResumableSender sender;
    private final StringBuilder text = new StringBuilder(0);
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(0);
    private long size;

    Collected(ResumableSender sender) {
        this.sender = sender;
    }

    void add(Object part, boolean last) throws IOException {
        size += Remote.size(part);
        if (size > sender.maxBytes()) {
            throw new OutboxFullException("a message in parts of more than " + sender.maxBytes()
                    + " bytes does not fit into the outbox, where it has to be kept until it is acknowledged: raise"
                    + " Outbox.ofBytes(...), or send it in several messages");
        }
        if (part instanceof String piece) {
            sendPart(piece, last);
        } else {
            sendPart((ByteBuffer) part, last);
        }
    }

    @Override
    public void sendPart(String part, boolean last) throws IOException {
        text.append(part);
        if (last) {
            sender.sendAndWait(Remote.onTheWire(text.toString()), size);
        }
    }

    @Override
    public void sendPart(ByteBuffer part, boolean last) throws IOException {
        byte[] piece = new byte[part.remaining()];
        part.get(piece);
        bytes.writeBytes(piece);
        if (last) {
            sender.sendAndWait(ByteBuffer.wrap(bytes.toByteArray()), size);
        }
    }

    @Override
    public void sendText(byte[] whole, SendHandler completion) {
        throw onlyParts();
    }

    @Override
    public void sendBinary(ByteBuffer data, SendHandler completion) {
        throw onlyParts();
    }

    @Override
    public void ping(ByteBuffer data) {
        throw onlyParts();
    }

    @Override
    public void pong(ByteBuffer data) {
        throw onlyParts();
    }

    @Override
    public void close(CloseReason reason) {
        throw onlyParts();
    }

    @Override
    public Session session() {
        throw onlyParts();
    }

    /** Half a message goes nowhere, and nothing is broken by that. */
    @Override
    public void abort() {}

    private static UnsupportedOperationException onlyParts() {
        return new UnsupportedOperationException("for the parts of one message alone");
    }
}
