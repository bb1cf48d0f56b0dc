package dev.mooring.tyrus.core;

import java.nio.ByteBuffer;

/** The header of a frame that a client sends (RFC 6455, section 5.2). Buffers must be big-endian. */
public final class MaskedHeader {

    /** FIN and the opcode of a whole text message. */
    public static final int TEXT = 0x81;

    /** FIN and the opcode of a whole binary message. */
    public static final int BINARY = 0x82;

    /** FIN and the opcode of a close frame. */
    public static final int CLOSE = 0x88;

    /** FIN and the opcode of a pong. */
    public static final int PONG = 0x8A;

    private static final int CONTROL = 0x08;
    private static final int MASKED = 0x80;
    private static final int LARGEST_OF_A_BYTE = 125;
    private static final int TWO_BYTES = 126;
    private static final int EIGHT_BYTES = 127;

    private MaskedHeader() {}

    /** Whether a frame with this first byte is a ping, a pong or a close frame. */
    public static boolean isControl(int firstByte) {
        return (firstByte & CONTROL) != 0;
    }

    /** How long the header of a payload of this length is. */
    public static int size(int length) {
        int fixed = 2 + Integer.BYTES;
        return length <= LARGEST_OF_A_BYTE ? fixed : fixed + (length <= 0xFFFF ? Short.BYTES : Long.BYTES);
    }

    /** Writes the header at this position; where the payload begins. */
    public static int write(ByteBuffer to, int at, int firstByte, int length, int key) {
        int position = at;
        to.put(position++, (byte) firstByte);
        if (length <= LARGEST_OF_A_BYTE) {
            to.put(position++, (byte) (MASKED | length));
        } else if (length <= 0xFFFF) {
            to.put(position++, (byte) (MASKED | TWO_BYTES)).putShort(position, (short) length);
            position += Short.BYTES;
        } else {
            to.put(position++, (byte) (MASKED | EIGHT_BYTES)).putLong(position, length);
            position += Long.BYTES;
        }
        to.putInt(position, key);
        return position + Integer.BYTES;
    }
}
