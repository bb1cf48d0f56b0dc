package dev.mooring.server.session;

import jakarta.websocket.CloseReason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A control frame on its way out. It goes ahead of queued messages, and never while one is being written. */
record Control(
        Kind kind, @Nullable ByteBuffer payload, @Nullable CloseReason reason, CompletableFuture<Void> done) {

    enum Kind {
        PING,
        PONG,
        CLOSE
    }

    static Control of(Kind kind, ByteBuffer payload) {
        return new Control(kind, payload, null, new CompletableFuture<>());
    }

    static Control close(CloseReason reason) {
        return new Control(Kind.CLOSE, null, reason, new CompletableFuture<>());
    }

    void send(Wire wire) {
        try {
            switch (kind) {
                case PING -> wire.ping(data());
                case PONG -> wire.pong(data());
                case CLOSE -> {
                    if (reason != null) {
                        wire.close(reason);
                    }
                }
            }
            done.complete(null);
        } catch (IOException | RuntimeException e) {
            done.completeExceptionally(e);
        }
    }

    private ByteBuffer data() {
        return payload == null ? ByteBuffer.allocate(0) : payload;
    }
}
