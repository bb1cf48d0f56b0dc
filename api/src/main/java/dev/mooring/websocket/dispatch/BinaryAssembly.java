package dev.mooring.websocket.dispatch;

import jakarta.websocket.DecodeException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Binary messages on their way. The transport may use its buffers again, so every message is copied once. */
final class BinaryAssembly extends Assembly<ByteBuffer, byte[]> {

    private @Nullable ByteArrayOutputStream bytes; // of a message in parts

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
        if (bytes == null) {
            bytes = new ByteArrayOutputStream(part.remaining() * 2);
        }
        if (part.hasArray()) {
            bytes.write(part.array(), part.arrayOffset() + part.position(), part.remaining());
        } else {
            bytes.writeBytes(own(part));
        }
    }

    @Override
    byte[] take() {
        byte[] whole = bytes == null ? new byte[0] : bytes.toByteArray();
        clear();
        return whole;
    }

    @Override
    void clear() {
        bytes = null;
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
