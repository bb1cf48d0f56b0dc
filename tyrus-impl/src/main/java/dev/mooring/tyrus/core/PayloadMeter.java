package dev.mooring.tyrus.core;

import java.nio.ByteBuffer;

/**
 * Counts the payload of data messages, and the pings, and looks for the close frame, in a stream of frames as they come from
 * a server, unmasked, in pieces cut anywhere. It looks at headers alone: counting the bytes of each message's text again would
 * cost more than all else that we do for it. Whether the frames are valid is for others to say. Not thread-safe, but for
 * {@link #hasSeenClose()}.
 */
final class PayloadMeter {

    private static final int CONTROL = 0x08;
    private static final int OPCODE = 0x0f;
    private static final int CLOSE = 0x08;
    private static final int PING = 0x09;
    private static final int LENGTH = 0x7f;

    private boolean begun; // the first byte of a header has been read
    private boolean data;
    private int lengthBytes; // of an extended length, yet to be read
    private int pings;
    private volatile boolean closed;
    private long left; // of the present frame's payload; until its length is known, what is known of it

    /** How much of what remains in this buffer is payload of data frames; the buffer stays as it is. */
    long count(ByteBuffer in) {
        long payload = 0;
        int i = in.position();
        while (i < in.limit()) {
            if (begun || left == 0 || lengthBytes > 0) {
                header(in.get(i++));
                continue;
            }
            int part = (int) Math.min(left, in.limit() - i);
            i += part;
            left -= part;
            payload += data ? part : 0;
        }
        return payload;
    }

    /** How many pings have begun since this was asked last. */
    int takePings() {
        int taken = pings;
        pings = 0;
        return taken;
    }

    /** Whether the close frame has begun. */
    boolean hasSeenClose() {
        return closed;
    }

    private void header(byte next) {
        if (lengthBytes > 0) {
            lengthBytes--;
            left = Math.max(0, (left << 8) | (next & 0xff));
        } else if (!begun) {
            begun = true;
            data = (next & CONTROL) == 0;
            pings += (next & OPCODE) == PING ? 1 : 0;
            if ((next & OPCODE) == CLOSE) {
                closed = true;
            }
        } else {
            begun = false;
            int length = next & LENGTH;
            lengthBytes = length < 126 ? 0 : length == 126 ? Short.BYTES : Long.BYTES;
            left = lengthBytes == 0 ? length : 0;
        }
    }
}
