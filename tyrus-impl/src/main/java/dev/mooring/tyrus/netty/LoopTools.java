package dev.mooring.tyrus.netty;

import dev.mooring.tyrus.core.Masking;
import io.netty.util.concurrent.FastThreadLocal;
import java.security.SecureRandom;

/** What all connections of one event loop share: only that loop's thread may touch it. */
final class LoopTools {

    private static final FastThreadLocal<LoopTools> CURRENT = new FastThreadLocal<>() {
        @Override
        protected LoopTools initialValue() {
            return new LoopTools();
        }
    };

    private static final int KEYS = 4096;
    private static final int SCRATCH = 8 << 10;
    private static final int LARGEST_SCRATCH = 64 << 10;

    private final SecureRandom random = new SecureRandom();
    private final byte[] keys = new byte[KEYS];
    private int nextKey = KEYS;
    private byte[] scratch = new byte[SCRATCH];
    private boolean runsHandlers;
    private int reads;

    private LoopTools() {}

    /** Those of the event loop that calls; they end with its thread. */
    static LoopTools current() {
        return CURRENT.get();
    }

    /** An unpredictable masking key (RFC 6455, section 5.3); drawn in blocks, for each draw is a system call. */
    int mask() {
        if (nextKey == KEYS) {
            random.nextBytes(keys);
            nextKey = 0;
        }
        int key = Masking.intAt(keys, nextKey);
        nextKey += Integer.BYTES;
        return key;
    }

    /** Handlers run on this loop, so that nobody else needs the processor for what it has read. */
    void handlersRunHere() {
        runsHandlers = true;
    }

    boolean runsHandlers() {
        return runsHandlers;
    }

    /** A connection was read. */
    void read() {
        reads++;
    }

    /** How many connections were read since this was last asked. */
    int takeReads() {
        int taken = reads;
        reads = 0;
        return taken;
    }

    /** Room for at least so many bytes, to be used before anything else runs on this loop; a large one is not kept. */
    byte[] scratch(int length) {
        if (length > scratch.length) {
            byte[] larger = new byte[Math.max(length, Math.min(LARGEST_SCRATCH, 2 * scratch.length))];
            if (larger.length > LARGEST_SCRATCH) {
                return larger;
            }
            scratch = larger;
        }
        return scratch;
    }
}
