package dev.mooring.tyrus.netty;

import java.nio.ByteBuffer;
import org.glassfish.tyrus.spi.CompletionHandler;
import org.glassfish.tyrus.spi.WriterInfo;
import org.glassfish.tyrus.spi.WriterInfo.RemoteEndpointType;

/** Writes the frames of Tyrus's own client, whose completions may be the application's: those must not run on the event loop. */
final class ClientEngineWriter extends NettyWriter {

    ClientEngineWriter(Outbound outbound) {
        super(outbound);
    }

    @Override
    public void write(ByteBuffer frame, CompletionHandler<ByteBuffer> completion, WriterInfo info) {
        RemoteEndpointType remote = info.getRemoteEndpointType(); // null for methods that Tyrus has deprecated
        write(frame, completion, remote != null && remote != RemoteEndpointType.ASYNC);
    }
}
