package dev.mooring.tyrus.core;

import java.util.Arrays;
import java.util.function.IntSupplier;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Unfolds the compressed messages of one connection, a frame at a time and in order (RFC 7692, section 7.2.2), and none to more than
 * the limit. Its native memory is taken at once and let go by {@link #end()}. Thread-safe for that alone.
 */
final class Inflation {

    /** What every compressed message ends with, and its sender leaves out. */
    private static final byte[] TAIL = {0, 0, (byte) 0xff, (byte) 0xff};

    private static final byte[] NONE = {};
    private static final int FIRST_ROOM = 512;
    private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

    /** So much is unfolded at a time: only so long who ends this may have to wait. */
    private static final int STEP = 256 << 10;

    private final Inflater inflater = new Inflater(true);
    private final IntSupplier limit;
    private volatile boolean over;
    private boolean begun; // something of a stream has been read that has not ended

    // what the present frame unfolds to
    private byte[] room = NONE;
    private int size;

    /** Unfolds no frame to more than this. */
    Inflation(IntSupplier limit) {
        this.limit = limit;
    }

    /**
     * The content of a frame with this payload.
     *
     * @throws TooBigException if it is more than the limit
     */
    synchronized byte[] inflated(byte[] payload, boolean last) throws DataFormatException {
        try {
            unfold(payload);
            if (last && begun) { // else there is no stream that could end with it
                unfold(TAIL);
                begun = false;
            }
            return size == room.length ? room : Arrays.copyOf(room, size);
        } finally {
            room = NONE;
            size = 0;
            inflater.setInput(NONE); // else it keeps the payload
        }
    }

    /** All that this input holds; a stream that ends in it (section 7.2.3.4) may have another one behind it. */
    private void unfold(byte[] input) throws DataFormatException {
        begun |= input.length > 0;
        inflater.setInput(input);
        while (true) {
            requireNotOver();
            int added = size == room.length ? 0 : inflater.inflate(room, size, Math.min(STEP, room.length - size));
            size += added;
            if (inflater.finished()) {
                int left = inflater.getRemaining();
                inflater.reset();
                begun = left > 0;
                inflater.setInput(input, input.length - left, left);
            } else if (size == room.length) {
                enlarge();
            } else if (added == 0) {
                return; // it wants more input
            }
        }
    }

    private void enlarge() {
        int most = Math.min(limit.getAsInt(), LARGEST_ARRAY - 1);
        if (size > most) {
            throw new TooBigException("a frame unfolds to more than the limit for messages");
        }
        room = Arrays.copyOf(room, (int) Math.min(most + 1, Math.max(FIRST_ROOM, 2L * size)));
    }

    private void requireNotOver() {
        if (over) {
            throw new IllegalStateException("the connection is gone");
        }
    }

    /** What is being unfolded by another thread is left as it is. */
    void end() {
        over = true;
        synchronized (this) {
            inflater.end();
        }
    }
}
