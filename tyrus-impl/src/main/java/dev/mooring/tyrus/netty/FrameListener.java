package dev.mooring.tyrus.netty;

import dev.mooring.tyrus.transport.Connection;
import dev.mooring.tyrus.transport.ConnectionListener;
import dev.mooring.websocket.Failure;
import java.nio.ByteBuffer;
import org.glassfish.tyrus.spi.ReadHandler;
import org.jspecify.annotations.Nullable;

/** Hears of frames, as binary messages, and of nothing else: gives them to Tyrus on the thread that its callbacks run on. */
final class FrameListener implements ConnectionListener {

    private @Nullable ReadHandler tyrus; // by the strand that delivers

    void to(ReadHandler reader) {
        tyrus = reader;
    }

    @Override
    public void binary(ByteBuffer frame, boolean last) {
        ReadHandler reader = tyrus;
        if (reader != null) {
            reader.handle(frame);
        }
    }

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
    public void pong(ByteBuffer data) {}

    @Override
    public void ended(Failure failure) {}
}
