package dev.mooring.tyrus.netty;

import dev.mooring.tyrus.transport.SendCompletion;
import jakarta.websocket.SendResult;
import java.nio.ByteBuffer;
import org.glassfish.tyrus.spi.CompletionHandler;
import org.glassfish.tyrus.spi.Writer;

/** Writes the frames that Tyrus made. */
class NettyWriter extends Writer {

    private final Outbound outbound;

    NettyWriter(Outbound outbound) {
        this.outbound = outbound;
    }

    /** Its completion is quick: Tyrus only wakes up who waits, and what is the application's was wrapped on its way in. */
    @Override
    public void write(ByteBuffer frame, CompletionHandler<ByteBuffer> completion) {
        write(frame, completion, true);
    }

    final void write(ByteBuffer frame, CompletionHandler<ByteBuffer> completion, boolean quick) {
        outbound.offer(Outgoing.bytes(frame, new Adapter(frame, completion, quick)));
    }

    /** Gracefully: what was written before goes out first. */
    @Override
    public void close() {
        outbound.offer(Outgoing.end());
    }

    private record Adapter(ByteBuffer frame, CompletionHandler<ByteBuffer> completion, boolean isQuick)
            implements SendCompletion {
        @Override
        public void onResult(SendResult result) {
            if (result.isOK()) {
                completion.completed(frame);
            } else {
                completion.failed(result.getException());
            }
        }
    }
}
