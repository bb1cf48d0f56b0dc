package dev.mooring.tyrus.grizzly;

import dev.mooring.tyrus.core.MaskedHeader;
import dev.mooring.tyrus.core.Masking;
import dev.mooring.tyrus.core.MaskingKeys;
import dev.mooring.tyrus.core.ShortWayConnection;
import dev.mooring.tyrus.core.TyrusLink;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.nio.ByteBuffer;
import org.glassfish.tyrus.spi.CompletionHandler;

/** A connection whose messages go, in frames of our own, to the writer that Tyrus's frames go to. */
final class GrizzlyConnection extends ShortWayConnection {

    private static final SendResult OK = new SendResult();

    private final GrizzlyWriter writer;
    private final MaskingKeys keys;

    GrizzlyConnection(Session session, TyrusLink link, GrizzlyWriter writer, MaskingKeys keys, boolean shortWay) {
        super(session, link, shortWay);
        this.writer = writer;
        this.keys = keys;
    }

    @Override
    protected void sendFrame(int firstByte, byte[] payload, SendHandler completion) {
        int key = keys.nextInt();
        ByteBuffer frame = frame(payload.length);
        int at = MaskedHeader.write(frame, 0, firstByte, payload.length, key);
        Masking.copy(payload, 0, frame, at, payload.length, key);
        writer.write(frame, new Told(completion));
    }

    @Override
    protected void sendFrame(int firstByte, ByteBuffer payload, SendHandler completion) {
        int key = keys.nextInt();
        int length = payload.remaining();
        ByteBuffer frame = frame(length);
        int at = MaskedHeader.write(frame, 0, firstByte, length, key);
        Masking.copy(payload.duplicate(), payload.position(), frame, at, length, key);
        writer.write(frame, new Told(completion));
    }

    private static ByteBuffer frame(int length) {
        return ByteBuffer.allocate(Math.addExact(MaskedHeader.size(length), length));
    }

    /** Hands the writer's completion on. */
    private static final class Told extends CompletionHandler<ByteBuffer> {
        private final SendHandler completion;

        Told(SendHandler completion) {
            this.completion = completion;
        }

        @Override
        public void completed(ByteBuffer frame) {
            completion.onResult(OK);
        }

        @Override
        public void failed(Throwable failure) {
            completion.onResult(new SendResult(failure));
        }
    }
}
