package dev.mooring.tyrus.netty;

import dev.mooring.tyrus.transport.SendCompletion;
import jakarta.websocket.SendResult;
import java.nio.ByteBuffer;
import org.glassfish.tyrus.spi.CompletionHandler;
import org.glassfish.tyrus.spi.Writer;

/** Writes the frames that Tyrus made. */
final class NettyWriter extends Writer {

    private final Outbound outbound;

    NettyWriter(Outbound outbound) {
        this.outbound = outbound;
    }

    @Override
    public void write(ByteBuffer frame, CompletionHandler<ByteBuffer> completion) {
        outbound.offer(Outgoing.bytes(frame, new Adapter(frame, completion)));
    }

    /** Gracefully: what was written before goes out first. */
    @Override
    public void close() {
        outbound.offer(Outgoing.end());
    }

    /** Quick, as Tyrus only wakes up who waits, and what is the application's was wrapped on its way in. */
    private record Adapter(ByteBuffer frame, CompletionHandler<ByteBuffer> completion) implements SendCompletion {
        @Override
        public boolean isQuick() {
            return true;
        }

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
