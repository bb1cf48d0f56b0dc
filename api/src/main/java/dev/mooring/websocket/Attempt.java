package dev.mooring.websocket;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * One try to open a connection, as told to whatever is asked for at each attempt: headers, URI, TLS context.
 *
 * @param number the number of the try since the last stable connection, from 1
 * @param epoch the number that the connection will have within its session, from 1
 * @param uri where the attempt goes
 * @param lastFailure why the previous connection or attempt ended, {@code null} at the very first one; a redirect leaves it
 *     as it was
 */
public record Attempt(
        int number, long epoch, URI uri, @Nullable ConnectionException lastFailure) {

    /** Without query, which may carry a token. */
    @Override
    public String toString() {
        return "Attempt[number=" + number + ", epoch=" + epoch + ", uri=" + Redaction.of(uri) + "]";
    }
}
