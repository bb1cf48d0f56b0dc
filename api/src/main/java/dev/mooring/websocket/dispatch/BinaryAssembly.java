package dev.mooring.websocket.dispatch;

import jakarta.websocket.DecodeException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Binary messages on their way. The transport may use its buffers again, so every message is copied once. */
final class BinaryAssembly extends Assembly<ByteBuffer, byte[]> {

    private ByteArrayOutputStream bytes = new ByteArrayOutputStream(0);

    BinaryAssembly(MessageDispatcher.Owner owner) {
        super(MessageKind.BINARY, owner);
    }

    @Override
    int ownersLimit(MessageDispatcher.Owner of) {
        return of.maxBinaryMessageSize();
    }

    @Override
    boolean surelyWithin(ByteBuffer part, long limit) {
        return part.remaining() <= limit;
    }

    @Override
    long size(ByteBuffer part) {
        return part.remaining();
    }

    @Override
    byte[] own(ByteBuffer message) {
        byte[] copy = new byte[message.remaining()];
        message.get(message.position(), copy);
        return copy;
    }

    @Override
    void append(ByteBuffer part) {
        if (part.hasArray()) {
            bytes.write(part.array(), part.arrayOffset() + part.position(), part.remaining());
        } else {
            bytes.writeBytes(own(part));
        }
    }

    @Override
    byte[] take() {
        byte[] whole = bytes.toByteArray();
        clear();
        return whole;
    }

    @Override
    void clear() {
        if (bytes.size() > 0) {
            bytes = new ByteArrayOutputStream(0); // reset() would keep the largest array there ever was
        }
    }

    @Override
    void deliver(Registration handler, byte[] message) throws DecodeException {
        handler.whole(message);
    }

    @Override
    void deliverPart(Registration handler, ByteBuffer part, boolean last) {
        handler.part(own(part), last);
    }
}
