package dev.mooring.server.session;

import dev.mooring.server.topic.Outbound;
import jakarta.websocket.EncodeException;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/** Queues and returns. */
final class AsyncRemote extends Remote implements RemoteEndpoint.Async {

    AsyncRemote(SessionView session) {
        super(session);
    }

    /** The policy's, unless it was set; what counts is the policy's. */
    @Override
    public long getSendTimeout() {
        return session.asyncSendTimeout();
    }

    @Override
    public void setSendTimeout(long millis) {
        session.asyncSendTimeout(millis);
    }

    @Override
    public void sendText(String text, SendHandler handler) {
        session.send(text(text), given("handler", handler));
    }

    @Override
    public Future<Void> sendText(String text) {
        return session.send(text(text));
    }

    @Override
    public void sendBinary(ByteBuffer data, SendHandler handler) {
        session.send(binary(data), given("handler", handler));
    }

    @Override
    public Future<Void> sendBinary(ByteBuffer data) {
        return session.send(binary(data));
    }

    @Override
    public void sendObject(Object message, SendHandler handler) {
        given("message", message);
        given("handler", handler);
        Outbound encoded;
        try {
            encoded = object(message);
        } catch (EncodeException | RuntimeException e) {
            handler.onResult(new SendResult(e));
            return;
        }
        session.send(encoded, handler);
    }

    @Override
    public Future<Void> sendObject(Object message) {
        given("message", message);
        try {
            return session.send(object(message));
        } catch (EncodeException | RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
