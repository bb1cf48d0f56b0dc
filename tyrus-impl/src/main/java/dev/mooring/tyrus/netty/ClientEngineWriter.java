package dev.mooring.tyrus.netty;

import java.nio.ByteBuffer;
import org.glassfish.tyrus.spi.CompletionHandler;
import org.glassfish.tyrus.spi.WriterInfo;
import org.glassfish.tyrus.spi.WriterInfo.RemoteEndpointType;

/**
 * Writes the frames of Tyrus's own client, whose completions may be the application's: those must not run on the event loop. Nobody
 * else sees to it that a connection ends whose peer does not take our close frame.
 */
final class ClientEngineWriter extends NettyWriter {

    private final Runnable endLater;

    ClientEngineWriter(Outbound outbound, Runnable endLater) {
        super(outbound);
        this.endLater = endLater;
    }

    @Override
    public void write(ByteBuffer frame, CompletionHandler<ByteBuffer> completion, WriterInfo info) {
        RemoteEndpointType remote = info.getRemoteEndpointType(); // null for methods that Tyrus has deprecated
        write(frame, completion, remote != null && remote != RemoteEndpointType.ASYNC);
    }

    @Override
    public void close() {
        super.close();
        endLater.run();
    }
}
