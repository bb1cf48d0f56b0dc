package dev.mooring.websocket;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A message that the server had not acknowledged when it lost the session: it may have been handled, or not.
 *
 * @param text the text, or {@code null} when it is binary
 * @param data the bytes, or {@code null} when it is text
 */
public record UnacknowledgedMessage(
        @Nullable String text, @Nullable ByteBuffer data) {

    @Override
    public String toString() {
        return "UnacknowledgedMessage"; // content is nobody's business in a log
    }
}
