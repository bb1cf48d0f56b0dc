package dev.mooring.cli.connect;

import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** The endpoint: writes out what is received and remembers how much it was, and when the last of it came. */
final class Replies extends Endpoint {

    private final LineWriter out;
    private final Consumer<IOException> onBrokenOutput;
    private final AtomicLong received = new AtomicLong();
    private volatile long lastNanos = System.nanoTime();

    Replies(LineWriter out, Consumer<IOException> onBrokenOutput) {
        this.out = out;
        this.onBrokenOutput = onBrokenOutput;
    }

    /** Comes at every connection; the handlers stay with the session. */
    @Override
    public void onOpen(Session session, EndpointConfig config) {
        if (session.getMessageHandlers().isEmpty()) {
            session.addMessageHandler(String.class, new Texts());
            session.addMessageHandler(ByteBuffer.class, new Binaries());
        }
    }

    long received() {
        return received.get();
    }

    /** When the last message came, by {@link System#nanoTime()}. */
    long lastNanos() {
        return lastNanos;
    }

    private void written(Runnable write) {
        try {
            write.run();
        } catch (UncheckedIOException broken) {
            onBrokenOutput.accept(broken.getCause());
        }
        lastNanos = System.nanoTime();
        received.incrementAndGet();
    }

    private final class Texts implements MessageHandler.Whole<String> {
        @Override
        public void onMessage(String message) {
            written(() -> out.text(message));
        }
    }

    private final class Binaries implements MessageHandler.Whole<ByteBuffer> {
        @Override
        public void onMessage(ByteBuffer message) {
            written(() -> out.binary(message));
        }
    }
}
