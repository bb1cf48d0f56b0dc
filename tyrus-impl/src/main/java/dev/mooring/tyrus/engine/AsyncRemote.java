package dev.mooring.tyrus.engine;

import dev.mooring.websocket.SendOptions;
import jakarta.websocket.EncodeException;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Future;

/** Sends without waiting. The send timeout set here bounds how long a message may be parked. */
final class AsyncRemote extends Remote implements RemoteEndpoint.Async {

    private volatile long sendTimeout;
    private volatile SendOptions options = SendOptions.NONE;

    AsyncRemote(Driver driver, Binding binding, long sendTimeout) {
        super(driver, binding);
        setSendTimeout(sendTimeout);
    }

    @Override
    public long getSendTimeout() {
        return sendTimeout;
    }

    @Override
    public void setSendTimeout(long millis) {
        sendTimeout = millis;
        options = millis > 0 ? SendOptions.timeToLive(Duration.ofMillis(millis)) : SendOptions.NONE;
    }

    @Override
    public void sendText(String text, SendHandler handler) {
        post(given("text", text), options, given("handler", handler));
    }

    @Override
    public Future<Void> sendText(String text) {
        return future(given("text", text));
    }

    @Override
    public void sendBinary(ByteBuffer data, SendHandler handler) {
        post(given("data", data), options, given("handler", handler));
    }

    @Override
    public Future<Void> sendBinary(ByteBuffer data) {
        return future(given("data", data));
    }

    @Override
    public void sendObject(Object message, SendHandler handler) {
        given("handler", handler);
        try {
            post(encode(message), options, handler);
        } catch (EncodeException e) {
            handler.onResult(new SendResult(e));
        }
    }

    @Override
    public Future<Void> sendObject(Object message) {
        try {
            return future(encode(message));
        } catch (EncodeException e) {
            Completion failed = Completion.future();
            failed.completeExceptionally(e);
            return failed;
        }
    }

    private Future<Void> future(Object message) {
        Completion completion = Completion.future();
        post(message, options, completion);
        return completion;
    }
}
