package dev.mooring.tyrus.transport;

import dev.mooring.websocket.Failure;
import java.nio.ByteBuffer;

/** Hears nothing; for listeners that care about some of what happens. */
public abstract class ConnectionListenerAdapter implements ConnectionListener {

    /** For those who extend it. */
    protected ConnectionListenerAdapter() {}

    @Override
    public void opened(Connection connection) {}

    @Override
    public void failed(Failure failure) {}

    @Override
    public void received(long payload, int pings) {}

    @Override
    public void delivered() {}

    @Override
    public void text(String part, boolean last) {}

    @Override
    public void binary(ByteBuffer part, boolean last) {}

    @Override
    public void pong(ByteBuffer data) {}

    @Override
    public void ended(Failure failure) {}
}
