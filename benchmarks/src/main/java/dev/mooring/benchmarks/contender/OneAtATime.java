package dev.mooring.benchmarks.contender;

import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;

/** Sends by way of a Jakarta session that refuses a message while another is being written, as Tomcat's does. */
final class OneAtATime implements Client, SendHandler {

    private final RemoteEndpoint.Async async;
    private final RemoteEndpoint.Basic basic;
    private final Events events;
    private final Queue<String> waiting = new ArrayDeque<>(); // guarded by itself
    private boolean writing; // guarded by waiting

    OneAtATime(Session session, Events events) {
        this.async = session.getAsyncRemote();
        this.basic = session.getBasicRemote();
        this.events = events;
    }

    @Override
    public void send(String text) {
        synchronized (waiting) {
            if (writing) {
                waiting.add(text);
                return;
            }
            writing = true;
        }
        async.sendText(text, this);
    }

    @Override
    public void sendAndWait(String text) throws IOException {
        basic.sendText(text);
    }

    @Override
    public void onResult(SendResult result) {
        String next;
        synchronized (waiting) {
            next = waiting.poll();
            writing = next != null;
        }
        if (next != null) {
            async.sendText(next, this);
        }
        if (result.isOK()) {
            events.sent();
        } else {
            events.failed(result.getException());
        }
    }
}
