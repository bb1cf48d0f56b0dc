package dev.mooring.it.app;

import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.util.concurrent.atomic.AtomicInteger;

/** Numbers what it gets, in a session that outlives its connections, and sends it back. */
@ServerEndpoint(value = "/ledger", configurator = LedgerConfigurator.class)
public class Ledger {

    private static final String ENTRIES = "entries";

    @OnMessage
    public void enter(Session session, String text) {
        AtomicInteger entries =
                (AtomicInteger) session.getUserProperties().computeIfAbsent(ENTRIES, key -> new AtomicInteger());
        session.getAsyncRemote().sendText(entries.incrementAndGet() + " " + text);
    }
}
