package dev.mooring.tyrus.grizzly;

import dev.mooring.tyrus.core.MaskedHeader;
import dev.mooring.tyrus.core.QuickAcks;
import dev.mooring.tyrus.core.TyrusLink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.EmptyCompletionHandler;
import org.glassfish.grizzly.WriteResult;
import org.glassfish.grizzly.memory.Buffers;
import org.glassfish.grizzly.nio.NIOConnection;
import org.glassfish.tyrus.spi.CompletionHandler;
import org.glassfish.tyrus.spi.Writer;

/** Writes Tyrus's frames, in order, without blocking; each completion is called exactly once. */
final class GrizzlyWriter extends Writer {

    private final Connection<Object> connection;
    private final TyrusLink link;
    private final Lingering lingering;
    private volatile boolean closing; // nothing follows a close frame

    @SuppressWarnings("unchecked") // the type parameter is the kind of address, and of no meaning to us
    GrizzlyWriter(Connection<?> connection, TyrusLink link, Lingering lingering) {
        this.connection = (Connection<Object>) connection;
        this.link = link;
        this.lingering = lingering;
    }

    @Override
    public void write(ByteBuffer frame, CompletionHandler<ByteBuffer> completion) {
        if (!connection.isOpen()) {
            completion.failed(new IOException("the connection is closed"));
            return;
        }
        if (closing) {
            completion.failed(new IOException("the connection is closing"));
            return;
        }
        int firstByte = frame.get(frame.position()) & 0xFF;
        if (firstByte == MaskedHeader.CLOSE) {
            closing = true;
        }
        Buffer buffer = Buffers.wrap(connection.getMemoryManager(), frame);
        connection.write(buffer, new Adapter(frame, completion));
        if (MaskedHeader.isControl(firstByte) && (Connection<?>) connection instanceof NIOConnection known) {
            QuickAcks.on((SocketChannel) known.getChannel());
        }
        Traces.clear();
    }

    /**
     * Gracefully: what was written before goes out first. Tyrus wishes it as soon as our close frame is queued, but a socket that is
     * closed with unread data resets the connection, and what the peer has not read by then is lost to it. So the peer is to close
     * first, or to answer.
     */
    @Override
    public void close() {
        if (link.isClosedByPeer()) {
            connection.closeSilently();
        } else {
            lingering.endLater(connection);
        }
        Traces.clear();
    }

    /** Hands Grizzly's completion on to Tyrus. */
    private static final class Adapter extends EmptyCompletionHandler<WriteResult<Buffer, Object>> {
        private final ByteBuffer frame;
        private final CompletionHandler<ByteBuffer> completion;

        Adapter(ByteBuffer frame, CompletionHandler<ByteBuffer> completion) {
            this.frame = frame;
            this.completion = completion;
        }

        @Override
        public void completed(WriteResult<Buffer, Object> result) {
            completion.completed(frame);
        }

        @Override
        public void failed(Throwable failure) {
            completion.failed(failure);
        }

        @Override
        public void cancelled() {
            completion.failed(new IOException("the write was cancelled, as the connection was closed"));
        }
    }
}
