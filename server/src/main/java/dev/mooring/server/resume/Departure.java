package dev.mooring.server.resume;

import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The next message of a session for the connection with this number, which has none now, and those that have expired before it. It
 * hears how the writing ends, for its session: a later connection may have taken over by then, and write the same message.
 */
record Departure(
        SessionRecord from,
        Carrier by,
        long connection,
        @Nullable Retained next,
        List<Retained> expired) implements SendHandler {

    @Override
    public void onResult(SendResult result) {
        if (result.isOK()) {
            from.written(this);
        } else {
            by.broken(); // the message goes out on the next connection
        }
    }

    /** Tells who waits for no more than this. */
    void written() {
        if (next != null) {
            next.written();
        }
    }
}
