package dev.mooring.server.resume;

import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The next message of a session for the connection with this number, which has none now, and those that have expired before it. It
 * hears how the writing ends, for its session: a later connection may have taken over by then, and write the same message.
 *
 * <p>A container may complete a write before it returns. Then the next departure is left to who started this one, or a long backlog
 * would be written on an ever deeper stack.
 */
final class Departure implements SendHandler {

    final Carrier by;
    final long connection;
    final @Nullable Retained next;
    final List<Retained> expired;
    private final SessionRecord from;
    private @Nullable Thread starter; // while it starts; only that thread ever finds itself here
    private boolean writtenAtOnce; // confined to it

    Departure(SessionRecord from, Carrier by, long connection, @Nullable Retained next, List<Retained> expired) {
        this.from = from;
        this.by = by;
        this.connection = connection;
        this.next = next;
        this.expired = expired;
    }

    /**
     * Starts one departure, and those after it as long as each is written at once and it is this thread's turn. Senders of what has
     * expired are told behind all that: until then others wait for this thread, and so would a handler that sends.
     */
    static void startAll(@Nullable Departure first) {
        List<Departure> withExpired = List.of();
        for (Departure each = first; each != null; each = each.start() ? each.from.written(each) : null) {
            if (!each.expired.isEmpty()) {
                withExpired = withExpired.isEmpty() ? new ArrayList<>() : withExpired;
                withExpired.add(each);
            }
        }
        withExpired.forEach(each -> each.from.expired(each.expired));
    }

    /** Starts to write the message, if there is one; whether it is written already. */
    private boolean start() {
        if (next == null) {
            return false;
        }
        starter = Thread.currentThread();
        by.write(next.message.plain(), this);
        starter = null;
        return writtenAtOnce;
    }

    @Override
    public void onResult(SendResult result) {
        if (!result.isOK()) {
            by.broken(); // the message goes out on the next connection
        } else if (starter == Thread.currentThread()) {
            writtenAtOnce = true;
        } else {
            startAll(from.written(this));
        }
    }
}
