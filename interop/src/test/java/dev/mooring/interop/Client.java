package dev.mooring.interop;

import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.OnMessage;

/** What the client's application does in these tests: it notes what it handles. */
@ClientEndpoint
public final class Client {

    @OnMessage
    public void message(String text) {
        Traffic.present().beforeClientHandling.run();
        Traffic.present().check.handled(text);
    }
}
