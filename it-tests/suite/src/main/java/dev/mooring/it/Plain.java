package dev.mooring.it;

import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;

/** All of an application that has nothing of ours: what it leaves behind is the server's doing. */
@ServerEndpoint("/echo")
public class Plain {

    /** Called by the container. */
    @OnMessage
    public String echo(String text) {
        return text;
    }
}
