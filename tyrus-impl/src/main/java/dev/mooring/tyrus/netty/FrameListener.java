package dev.mooring.tyrus.netty;

import dev.mooring.tyrus.transport.ConnectionListenerAdapter;
import java.nio.ByteBuffer;
import org.glassfish.tyrus.spi.ReadHandler;
import org.jspecify.annotations.Nullable;

/** Hears of frames, as binary messages, and of nothing else: gives them to Tyrus on the thread that its callbacks run on. */
final class FrameListener extends ConnectionListenerAdapter {

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
}
