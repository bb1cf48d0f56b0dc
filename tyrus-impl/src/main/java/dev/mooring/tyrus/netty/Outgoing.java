package dev.mooring.tyrus.netty;

import dev.mooring.tyrus.core.MaskedHeader;
import dev.mooring.tyrus.core.Masking;
import dev.mooring.tyrus.transport.SendCompletion;
import jakarta.websocket.SendHandler;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One frame on its way out. {@code next} links it to its neighbours in the queue, so that queueing allocates nothing more; the
 * event loop alone encodes it, in as many pieces as the socket's buffers ask for.
 */
final class Outgoing {

    @Nullable Outgoing next;

    private final int firstByte; // FIN, RSV and opcode; 0 for bytes that are frames already
    private final byte @Nullable [] array;
    private final @Nullable ByteBuffer buffer;
    private final int start;
    private final int length;
    private final @Nullable SendHandler completion;
    private final boolean control;
    private final boolean close;
    private boolean headed;
    private int key;
    private int done;

    private Outgoing(
            int firstByte,
            byte @Nullable [] array,
            @Nullable ByteBuffer buffer,
            int start,
            int length,
            @Nullable SendHandler completion) {
        this.firstByte = firstByte;
        this.array = array;
        this.buffer = buffer;
        this.start = start;
        this.length = length;
        this.completion = completion;
        int first = firstByte != 0 || length <= 0 ? firstByte : first();
        this.control = MaskedHeader.isControl(first);
        this.close = firstByte == 0 && first == MaskedHeader.CLOSE;
    }

    /** A frame with this payload, to be masked. */
    static Outgoing frame(int firstByte, byte[] payload, SendHandler completion) {
        return new Outgoing(firstByte, payload, null, 0, payload.length, completion);
    }

    /** The same from a buffer, which stays as it is. */
    static Outgoing frame(int firstByte, ByteBuffer payload, SendHandler completion) {
        return payload.hasArray()
                ? new Outgoing(
                        firstByte,
                        payload.array(),
                        null,
                        payload.arrayOffset() + payload.position(),
                        payload.remaining(),
                        completion)
                : new Outgoing(
                        firstByte, null, payload.duplicate(), payload.position(), payload.remaining(), completion);
    }

    /** Bytes that are a frame already. */
    static Outgoing bytes(ByteBuffer frame, SendHandler completion) {
        return frame(0, frame, completion);
    }

    /** No frame, but the end of all. */
    static Outgoing end() {
        return new Outgoing(0, null, null, 0, -1, null);
    }

    boolean isEnd() {
        return length < 0;
    }

    /** Whether it is a ping, a pong or a close frame. */
    boolean isControl() {
        return control;
    }

    /** Whether nothing but the end may follow. */
    boolean isClose() {
        return close;
    }

    /** Whether a thread is waiting for it, perhaps this one. */
    boolean isAwaited() {
        return completion instanceof SendCompletion known && known.isAwaited();
    }

    @Nullable SendHandler completion() {
        return completion;
    }

    /** How much is still to be encoded, at most. */
    int remaining() {
        return length - done + (headed ? 0 : headerSize());
    }

    /**
     * Encodes what fits between {@code at} and {@code limit}; where it ended. It is all there when {@link #remaining()} is
     * 0.
     */
    int encode(ByteBuffer to, int at, int limit, LoopTools tools) {
        int position = at;
        if (!headed) {
            if (limit - position < headerSize()) {
                return at;
            }
            key = firstByte == 0 ? 0 : tools.mask();
            position = firstByte == 0 ? position : MaskedHeader.write(to, position, firstByte, length, key);
            headed = true;
        }
        int piece = Math.min(length - done, limit - position);
        int turned = Masking.turned(key, done);
        if (array != null) {
            Masking.copy(array, start + done, to, position, piece, turned);
        } else if (buffer != null) {
            Masking.copy(buffer, start + done, to, position, piece, turned);
        }
        done += piece;
        return position + piece;
    }

    private int headerSize() {
        return firstByte == 0 ? 0 : MaskedHeader.size(length);
    }

    private int first() {
        return 0xFF & (array != null ? array[start] : buffer != null ? buffer.get(start) : 0);
    }
}
