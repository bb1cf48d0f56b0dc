package dev.mooring.testkit;

import java.nio.ByteBuffer;

/**
 * Sees what a {@link FaultProxy} delivers, as a capture on the wire would. Called on the proxy's thread, and must not block.
 * What it throws is logged, and the connection is reset.
 */
@FunctionalInterface
public interface Tap {

    /** Sees nothing. */
    Tap NONE = (connection, direction, bytes) -> {};

    /**
     * These bytes have been delivered, behind those of the call before with the same connection and direction.
     *
     * @param connection the number of the connection, from 1
     * @param direction {@link Direction#TO_SERVER} or {@link Direction#TO_CLIENT}
     * @param bytes read-only, and valid during the call
     */
    void delivered(int connection, Direction direction, ByteBuffer bytes);
}
