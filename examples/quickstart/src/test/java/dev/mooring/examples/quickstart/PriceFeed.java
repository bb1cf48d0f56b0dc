package dev.mooring.examples.quickstart;

import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;

/** A feed that answers a subscription with one price. */
@ServerEndpoint("/prices")
public class PriceFeed {

    @OnMessage
    public void subscribe(String message, Session session) throws IOException {
        session.getBasicRemote().sendText("{\"pair\":\"EURUSD\",\"value\":1.25}");
    }
}
