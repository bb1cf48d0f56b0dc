package dev.mooring.tyrus.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

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
    private String half = ""; // of a surrogate pair, at the end of the part before

    Parts(Driver driver) {
        this.driver = driver;
    }

    /** Sends a part, a String or a ByteBuffer; blocks until it is written. */
    synchronized void send(Object part, boolean last) throws IOException {
        if (connection == null) {
            connection = driver.sender().beginExclusive();
            bytes = 0;
            half = "";
        }
        Object whole = part instanceof String text ? encodable(text, last) : part;
        long size = Remote.size(whole);
        boolean through = false;
        Connection present = connection;
        try {
            driver.sender().writePart(present, whole, last);
            bytes += size;
            if (last) {
                driver.sender().sentInParts(bytes);
            }
            through = !last;
        } catch (Throwable e) { // nothing but the rest of this message may follow, and that does not come
            driver.sender().dock().broken(present);
            driver.writeFailed(present, e);
            throw e;
        } finally {
            if (!through) {
                connection = null;
                driver.sender().endExclusive(present);
            }
        }
    }

    /**
     * Half a surrogate pair at the end is no text yet: it waits for its other half. Any other one becomes a question mark, as
     * everywhere in Java.
     */
    private String encodable(String part, boolean last) {
        String text = half.concat(part);
        int end = text.length();
        if (!last && end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        half = text.substring(end);
        return new String(text.substring(0, end).getBytes(UTF_8), UTF_8);
    }
}
