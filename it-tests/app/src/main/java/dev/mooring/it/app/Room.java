package dev.mooring.it.app;

import dev.mooring.server.session.ServerSession;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.server.PathParam;
import jakarta.websocket.server.ServerEndpoint;

/** Whoever is in a room hears what is said there. */
@ServerEndpoint(value = "/room/{name}", configurator = OpenConfigurator.class)
public class Room {

    @OnOpen
    public void open(ServerSession session, @PathParam("name") String name) {
        session.topics().topic(name).join(session);
    }

    @OnMessage
    public void message(String text, ServerSession session, @PathParam("name") String name) {
        session.topics().topic(name).publish(text);
    }
}
