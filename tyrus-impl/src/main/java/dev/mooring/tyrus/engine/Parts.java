package dev.mooring.tyrus.engine;

import dev.mooring.tyrus.transport.Connection;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Sends a message in parts. From its first part to its last it has the connection for itself: whole messages wait in the
 * outbox meanwhile. If the connection breaks in between the rest of the message fails.
 */
final class Parts {

    private final Driver driver;
    private @Nullable Connection connection; // the message under way, guarded by this
    private long bytes;

    Parts(Driver driver) {
        this.driver = driver;
    }

    /** Sends a part, a String or a ByteBuffer; blocks until it is written. */
    synchronized void send(Object part, boolean last) throws IOException {
        if (connection == null) {
            connection = driver.sender().beginExclusive();
            bytes = 0;
        }
        long size = Remote.size(part);
        boolean through = false;
        Connection present = connection;
        try {
            driver.sender().writePart(present, part, last);
            bytes += size;
            if (last) {
                driver.sender().sentInParts(bytes);
            }
            through = !last;
        } finally {
            if (!through) {
                connection = null;
                driver.sender().endExclusive(present);
            }
        }
    }
}
