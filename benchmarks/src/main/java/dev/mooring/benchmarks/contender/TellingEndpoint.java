package dev.mooring.benchmarks.contender;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.io.IOException;

/** A Jakarta endpoint that takes whole text messages. */
final class TellingEndpoint extends Endpoint {

    private final Events events;

    TellingEndpoint(Events events) {
        this.events = events;
    }

    @Override
    public void onOpen(Session session, EndpointConfig config) {
        session.addMessageHandler(String.class, (MessageHandler.Whole<String>) events::received);
    }

    @Override
    public void onClose(Session session, CloseReason reason) {
        events.failed(new IOException("closed: " + reason));
    }

    @Override
    public void onError(Session session, Throwable failure) {
        events.failed(failure);
    }
}
