package dev.mooring.websocket.delivery;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * An acknowledgement, the payload of an unsolicited Pong: four bytes {@code MRA1}, then two unsigned 63-bit counts in network
 * order, 20 bytes in all.
 *
 * @param processed messages of the peer whose handlers have returned
 * @param sent messages to the peer that this side has finished writing on this connection, counted from the session's first
 */
public record Ack(long processed, long sent) {

    /** The length of the payload. */
    public static final int BYTES = 20;

    private static final int MAGIC = 0x4D524131; // "MRA1"

    /** Reads the payload of a pong; {@code null} when it is a pong of another kind. The buffer stays as it is. */
    public static @Nullable Ack read(ByteBuffer pong) throws ProtocolException {
        int at = pong.position();
        if (pong.remaining() != BYTES || pong.getInt(at) != MAGIC) {
            return null;
        }
        Ack ack = new Ack(pong.getLong(at + 4), pong.getLong(at + 12));
        if (ack.processed < 0 || ack.sent < 0) {
            throw new ProtocolException("acknowledgement with a count above 2^63 - 1");
        }
        return ack;
    }

    /** The payload. */
    public ByteBuffer payload() {
        return ByteBuffer.allocate(BYTES)
                .putInt(MAGIC)
                .putLong(processed)
                .putLong(sent)
                .flip();
    }
}
