package dev.mooring.tyrus.core;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import org.glassfish.tyrus.core.MaskingKeyGenerator;

/**
 * Unpredictable masking keys (RFC 6455, section 5.3), drawn 4 KiB at a time: one call of {@code SecureRandom} for each
 * message is what Tyrus does by itself, and it costs more than the rest of the masking. Thread-safe.
 */
public final class MaskingKeys implements MaskingKeyGenerator {

    private static final int BLOCK = 4096;

    private final SecureRandom random = new SecureRandom();
    private final byte[] drawn = new byte[BLOCK];
    private final ByteBuffer keys = ByteBuffer.wrap(drawn).limit(0);

    @Override
    public synchronized int nextInt() {
        if (!keys.hasRemaining()) {
            random.nextBytes(drawn);
            keys.clear();
        }
        return keys.getInt();
    }
}
