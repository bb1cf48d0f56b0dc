package dev.mooring.it.app;

import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;

/** Finds dead clients soon. */
@ServerEndpoint(value = "/pulse", configurator = PulseConfigurator.class)
public class Pulse {

    @OnMessage
    public String echo(String text) {
        return text;
    }
}
