package dev.mooring.tyrus.engine;

import dev.mooring.tyrus.transport.Connection;
import dev.mooring.tyrus.transport.ConnectionListener;
import dev.mooring.websocket.Failure;
import java.nio.ByteBuffer;

/** Says, as a real transport does, that bytes have arrived before it says what they were. */
record Arriving(ConnectionListener listener) implements ConnectionListener {

    @Override
    public void opened(Connection connection) {
        listener.opened(connection);
    }

    @Override
    public void failed(Failure failure) {
        listener.failed(failure);
    }

    @Override
    public void received(long payload) {
        listener.received(payload);
    }

    @Override
    public void text(String part, boolean last) {
        received(part.length());
        listener.text(part, last);
    }

    @Override
    public void binary(ByteBuffer part, boolean last) {
        received(part.remaining());
        listener.binary(part, last);
    }

    @Override
    public void pong(ByteBuffer data) {
        received(0);
        listener.pong(data);
    }

    @Override
    public void ended(Failure failure) {
        listener.ended(failure);
    }
}
