package dev.mooring.it.app;

import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;

/** Sends each text back. */
@ServerEndpoint(value = "/echo", configurator = OpenConfigurator.class)
public class Echo {

    @OnMessage
    public String echo(String text) {
        return text;
    }
}
