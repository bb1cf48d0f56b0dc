package dev.mooring.examples.war;

import dev.mooring.server.session.ServerSession;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.server.ServerEndpoint;

/** What one says, all hear. */
@ServerEndpoint(value = "/room", configurator = ChatConfigurator.class)
public class Chat {

    static final String ROOM = "room";

    @OnOpen
    public void open(ServerSession session) {
        session.topics().topic(ROOM).join(session);
    }

    @OnMessage
    public void message(String text, ServerSession session) {
        session.topics().topic(ROOM).publish(text);
    }
}
