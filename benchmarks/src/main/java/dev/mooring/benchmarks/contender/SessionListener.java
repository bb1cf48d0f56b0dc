package dev.mooring.benchmarks.contender;

import dev.mooring.tyrus.transport.Connection;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.util.Set;

/** Receives by way of Tyrus's session, with the handler for whole messages that an application would give it. */
final class SessionListener extends BareListener {

    private final Events events;

    SessionListener(Events events) {
        super(events);
        this.events = events;
    }

    @Override
    public void opened(Connection open) {
        Session session = open.session();
        Set.copyOf(session.getMessageHandlers()).forEach(session::removeMessageHandler); // the transport's own
        session.addMessageHandler(String.class, (MessageHandler.Whole<String>) events::received);
        super.opened(open);
    }
}
