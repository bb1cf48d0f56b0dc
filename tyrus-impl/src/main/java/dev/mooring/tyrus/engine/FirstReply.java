package dev.mooring.tyrus.engine;

import dev.mooring.tyrus.transport.Connection;
import dev.mooring.websocket.Failure;
import dev.mooring.websocket.FirstMessage;
import dev.mooring.websocket.dispatch.Utf8;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import java.util.function.IntSupplier;

/** Authentication by the first message: sends it, and lets the connection count as open when the reply accepts it. */
final class FirstReply {

    private final Link link;
    private final FirstMessage options;
    private final String message;
    private final IntSupplier limit;
    private final StringBuilder reply = new StringBuilder();
    private long size;

    /** Takes a reply of so many bytes, of any number if that is not above zero. */
    FirstReply(Link link, FirstMessage options, String message, IntSupplier limit) {
        this.link = link;
        this.options = options;
        this.message = message;
        this.limit = limit;
    }

    void send(Connection connection) {
        link.limit(options.deadline(), "no reply to the first message");
        connection.sendText(message, result -> {
            if (!result.isOK()) {
                link.end(Failure.of(Failure.Kind.LOST, "the first message could not be sent", result.getException()));
            }
        });
    }

    /** A text arrived. The reply is not the application's, and its content is nobody's but the predicate's. */
    void text(String part, boolean last) {
        int most = limit.getAsInt();
        size += Utf8.length(part);
        if (most > 0 && size > most) {
            link.breakOff(new CloseReason(
                    CloseCodes.TOO_BIG, "the reply exceeds maxTextMessageBufferSize of " + most + " bytes"));
            return;
        }
        reply.append(part);
        if (!last) {
            return;
        }
        boolean accepted;
        try {
            accepted = options.accepts().test(reply.toString());
        } catch (RuntimeException e) {
            accepted = false;
        }
        if (accepted) {
            link.ready();
        } else {
            link.end(Failure.of(Failure.Kind.REJECTED, "the reply to the first message did not accept us", null));
            link.abort();
        }
    }

    @Override
    public String toString() {
        return "FirstReply"; // the message is a secret
    }
}
