package dev.mooring.tyrus.core;

import java.util.Arrays;
import java.util.zip.Deflater;

/**
 * Compresses the messages of one connection, a frame at a time and in order (RFC 7692, section 7.2.1). Its native memory is
 * taken at once and let go by {@link #end()}. Thread-safe for that alone.
 */
final class Deflation {

    /** What every flush ends with, 00 00 ff ff: the receiver puts it back behind the last frame of a message, and only there. */
    private static final int TAIL = 4;

    /** What is left of an empty block without that. A flush that has nothing new writes no block at all. */
    private static final byte[] EMPTY = {0};

    private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

    private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    private final boolean fresh;

    /** Each message may refer to those before it, unless each is to begin afresh. */
    Deflation(boolean fresh) {
        this.fresh = fresh;
    }

    /** The payload of the frame. */
    synchronized byte[] deflated(byte[] payload, boolean last) {
        deflater.setInput(payload);
        byte[] room = new byte[64 + payload.length / 2];
        int size = 0;
        while (true) {
            size += deflater.deflate(room, size, room.length - size, Deflater.SYNC_FLUSH);
            if (size < room.length) {
                break; // all of it is out, as room is left
            }
            room = Arrays.copyOf(room, (int) Math.min(LARGEST_ARRAY, 2L * size));
        }
        if (!last) {
            return Arrays.copyOf(room, size);
        }
        if (fresh) {
            deflater.reset();
        }
        return size <= TAIL ? EMPTY : Arrays.copyOf(room, size - TAIL);
    }

    synchronized void end() {
        deflater.end();
    }
}
