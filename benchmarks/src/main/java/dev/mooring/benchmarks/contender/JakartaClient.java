package dev.mooring.benchmarks.contender;

import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.io.IOException;

/** Sends by way of a Jakarta session, with one handler for all messages, so that the caller allocates nothing. */
final class JakartaClient implements Client, SendHandler {

    private final RemoteEndpoint.Async async;
    private final RemoteEndpoint.Basic basic;
    private final Events events;

    JakartaClient(Session session, Events events) {
        this.async = session.getAsyncRemote();
        this.basic = session.getBasicRemote();
        this.events = events;
    }

    @Override
    public void send(String text) {
        async.sendText(text, this);
    }

    @Override
    public void sendAndWait(String text) throws IOException {
        basic.sendText(text);
    }

    @Override
    public void onResult(SendResult result) {
        if (result.isOK()) {
            events.sent();
        } else {
            events.failed(result.getException());
        }
    }
}
