package dev.mooring.websocket.dispatch;

import jakarta.websocket.CloseReason;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.PongMessage;
import java.nio.ByteBuffer;
import java.util.Set;

/** The message handlers of one session, and the delivery to them. */
public final class MessageDispatcher {

    /** Whose handlers these are: the session. */
    public interface Owner {

        /** The most bytes of a text message, as UTF-8; zero or less for no limit. */
        int maxTextMessageSize();

        /** The most bytes of a binary message; zero or less for no limit. */
        int maxBinaryMessageSize();

        /** A message could not be decoded, or its handler threw. The session goes on. */
        void error(Throwable failure);

        /** The peer broke a rule: the owner closes the connection with this reason. */
        void violation(CloseReason reason);
    }

    /** A dispatcher without handlers. */
    public MessageDispatcher(Decoders decoders, Owner owner) {}

    /** Adds a handler whose class tells its message type. */
    public void add(MessageHandler handler) {
        throw new UnsupportedOperationException();
    }

    /** Adds a handler of whole messages. */
    public <T> void add(Class<T> type, MessageHandler.Whole<T> handler) {
        throw new UnsupportedOperationException();
    }

    /** Adds a handler of partial messages. */
    public <T> void add(Class<T> type, MessageHandler.Partial<T> handler) {
        throw new UnsupportedOperationException();
    }

    /** Takes a handler off. */
    public void remove(MessageHandler handler) {
        throw new UnsupportedOperationException();
    }

    /** The handlers at present. */
    public Set<MessageHandler> handlers() {
        throw new UnsupportedOperationException();
    }

    /** A connection is open and the user's {@code onOpen} is about to run. */
    public void connectionOpening() {
        throw new UnsupportedOperationException();
    }

    /** The user's {@code onOpen} has returned. */
    public void connectionOpened() {
        throw new UnsupportedOperationException();
    }

    /** Delivers a text message or a part of one. */
    public void text(String part, boolean last) {
        throw new UnsupportedOperationException();
    }

    /** Delivers a binary message or a part of one. */
    public void binary(ByteBuffer part, boolean last) {
        throw new UnsupportedOperationException();
    }

    /** Delivers a pong. */
    public void pong(PongMessage message) {
        throw new UnsupportedOperationException();
    }
}
