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

    private static final byte[] NONE = {};

    /** So much is compressed at a time: only so long who ends this may have to wait. */
    private static final int SLICE = 64 << 10;

    private final Deflater deflater;
    private final boolean fresh;
    private volatile boolean over;

    /** Each message may refer to those before it, unless each is to begin afresh. */
    Deflation(boolean fresh) {
        this(fresh, new Deflater(Deflater.DEFAULT_COMPRESSION, true));
    }

    Deflation(boolean fresh, Deflater deflater) {
        this.fresh = fresh;
        this.deflater = deflater;
    }

    /** The payload of the frame. If this throws, {@link #beginAfresh()} has to follow, and the rest of the message is lost. */
    synchronized byte[] deflated(byte[] payload, boolean last) {
        try {
            byte[] result = fold(payload, last);
            if (last && fresh) {
                deflater.reset();
            }
            return result;
        } finally {
            deflater.setInput(NONE); // else it keeps the payload
        }
    }

    private byte[] fold(byte[] payload, boolean last) {
        byte[] room = new byte[64 + payload.length / 2];
        int size = 0;
        int at = 0;
        do {
            int slice = Math.min(SLICE, payload.length - at);
            deflater.setInput(payload, at, slice);
            at += slice;
            int flush = at == payload.length ? Deflater.SYNC_FLUSH : Deflater.NO_FLUSH;
            while (true) {
                requireNotOver();
                size += deflater.deflate(room, size, room.length - size, flush);
                if (size < room.length) {
                    break; // all of it is out, as room is left
                }
                room = Arrays.copyOf(room, (int) Math.min(LARGEST_ARRAY, 2L * size));
            }
        } while (at < payload.length);
        if (!last) {
            return Arrays.copyOf(room, size);
        }
        return size <= TAIL ? EMPTY : Arrays.copyOf(room, size - TAIL);
    }

    private void requireNotOver() {
        if (over) {
            throw new IllegalStateException("the connection is gone");
        }
    }

    /** The receiver has not got all that was compressed: nothing of it goes out later, and the next message refers to none before. */
    synchronized void beginAfresh() {
        if (!over) {
            deflater.reset();
        }
    }

    /** What is being compressed by another thread is left as it is. */
    void end() {
        over = true;
        synchronized (this) {
            deflater.end();
        }
    }
}
