package dev.mooring.tyrus.engine;

import dev.mooring.tyrus.transport.Connection;
import dev.mooring.websocket.Failure;
import dev.mooring.websocket.FirstMessage;

/** Authentication by the first message: sends it, and lets the connection count as open when the reply accepts it. */
final class FirstReply {

    private final Link link;
    private final FirstMessage options;
    private final String message;
    private final StringBuilder reply = new StringBuilder();

    FirstReply(Link link, FirstMessage options, String message) {
        this.link = link;
        this.options = options;
        this.message = message;
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
