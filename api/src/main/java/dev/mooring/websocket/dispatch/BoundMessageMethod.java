package dev.mooring.websocket.dispatch;

import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;

/** An {@code @OnMessage} method as the message handler that it is. */
final class BoundMessageMethod {

    private final Class<?> type;
    private final long maxMessageSize;
    private final Invoker method;
    private final BoundEndpoint endpoint;
    private final MessageHandler handler;

    BoundMessageMethod(MessageMethod model, Invoker method, BoundEndpoint endpoint) {
        this.type = model.type();
        this.maxMessageSize = model.maxMessageSize();
        this.method = method;
        this.endpoint = endpoint;
        this.handler = model.partial() ? new OfParts() : new OfWhole();
    }

    @SuppressWarnings("unchecked") // the type is the one that the method takes
    void addTo(Session session) {
        if (handler instanceof OfWhole whole) {
            session.addMessageHandler((Class<Object>) type, whole);
        } else if (handler instanceof OfParts parts) {
            session.addMessageHandler((Class<Object>) type, parts);
        }
    }

    private void deliver(Object message, boolean last) {
        try {
            Object reply = method.call(message, last);
            if (reply != null) {
                // blocking: a peer that sends faster than it reads our replies is not read from meanwhile
                endpoint.session().getBasicRemote().sendObject(reply);
            }
        } catch (Throwable e) {
            endpoint.failed(e, method.toString());
        }
    }

    private abstract class Limited implements SizeLimited {

        @Override
        public long maxMessageSize() {
            return maxMessageSize;
        }

        @Override
        public String toString() {
            return method.toString();
        }
    }

    private final class OfWhole extends Limited implements MessageHandler.Whole<Object> {

        @Override
        public void onMessage(Object message) {
            deliver(message, true);
        }
    }

    private final class OfParts extends Limited implements MessageHandler.Partial<Object> {

        @Override
        public void onMessage(Object part, boolean last) {
            deliver(part, last);
        }
    }
}
