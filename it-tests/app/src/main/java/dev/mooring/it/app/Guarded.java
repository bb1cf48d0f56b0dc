package dev.mooring.it.app;

import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;

/** Lets in whom {@link GuardedConfigurator} lets in, and says who it is. */
@ServerEndpoint(value = "/guarded", configurator = GuardedConfigurator.class)
public class Guarded {

    @OnMessage
    public String whoAmI(String text, Session session) {
        return session.getUserPrincipal().getName();
    }
}
