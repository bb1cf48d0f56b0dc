package dev.mooring.server.session;

import jakarta.websocket.CloseReason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A control frame on its way out. It goes ahead of queued messages, and never while one is being written. */
record Control(
        Kind kind, Supplier<ByteBuffer> payload, @Nullable CloseReason reason, CompletableFuture<Void> done) {

    enum Kind {
        PING,
        PONG,
        CLOSE
    }

    @SuppressWarnings("UnnecessaryLambda") // it is a value like others
    private static final Supplier<ByteBuffer> NOTHING = () -> ByteBuffer.allocate(0);

    /** A frame whose payload is asked for when it is written. */
    static Control of(Kind kind, Supplier<ByteBuffer> payload) {
        return new Control(kind, payload, null, new CompletableFuture<>());
    }

    static Control close(CloseReason reason) {
        return new Control(Kind.CLOSE, NOTHING, reason, new CompletableFuture<>());
    }

    void send(Wire wire) {
        try {
            switch (kind) {
                case PING -> wire.ping(payload.get());
                case PONG -> wire.pong(payload.get());
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
}
