package dev.mooring.tyrus.engine;

import dev.mooring.tyrus.transport.Connection;
import dev.mooring.tyrus.transport.ConnectionListener;
import dev.mooring.websocket.Failure;
import java.nio.ByteBuffer;

/** Tells a listener of each message as if a read of its own had brought it. */
record EachByARead(ConnectionListener listener) implements ConnectionListener {

    @Override
    public void opened(Connection connection) {
        listener.opened(connection);
    }

    @Override
    public void failed(Failure failure) {
        listener.failed(failure);
    }

    @Override
    public void received(long payload, int pings) {
        listener.received(payload, pings);
    }

    @Override
    public void delivered() {
        listener.delivered();
    }

    @Override
    public void text(String part, boolean last) {
        listener.received(part.length(), 0);
        listener.text(part, last);
        listener.delivered();
    }

    @Override
    public void binary(ByteBuffer part, boolean last) {
        listener.received(part.remaining(), 0);
        listener.binary(part, last);
        listener.delivered();
    }

    @Override
    public void pong(ByteBuffer data) {
        listener.received(0, 0);
        listener.pong(data);
        listener.delivered();
    }

    @Override
    public void ended(Failure failure) {
        listener.ended(failure);
    }
}
