package dev.mooring.server.session;

import dev.mooring.server.topic.Outbound;
import dev.mooring.websocket.SendOptions;
import jakarta.websocket.EncodeException;
import jakarta.websocket.RemoteEndpoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** What both remotes do: control frames, and waiting for what was queued. Batching is never on: every message goes out. */
abstract class Remote implements RemoteEndpoint {

    final SessionView session;

    Remote(SessionView session) {
        this.session = session;
    }

    static Outbound text(String text) {
        return Outbound.text(given("text", text), SendOptions.NONE);
    }

    static Outbound binary(ByteBuffer data) {
        return Outbound.binary(given("data", data), SendOptions.NONE);
    }

    final Outbound object(Object message) throws EncodeException {
        Object encoded = session.encode(message);
        return encoded instanceof String text ? text(text) : binary((ByteBuffer) encoded);
    }

    /** The specification wants an IllegalArgumentException where Java would throw a NullPointerException. */
    static <T> T given(String what, @Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException(what + " must not be null");
        }
        return value;
    }

    /** Waits until it is done, at most the send timeout. */
    final void await(CompletableFuture<Void> done) throws IOException {
        try {
            done.get(session.sendTimeoutNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while a message was being sent; it may still be sent", e);
        } catch (TimeoutException e) {
            throw new IOException("send timeout: the client reads too slowly", e);
        } catch (ExecutionException e) {
            throw new IOException("send failed", e.getCause());
        }
    }

    @Override
    public final void setBatchingAllowed(boolean allowed) {
        // a hint, by the specification
    }

    @Override
    public final boolean getBatchingAllowed() {
        return false;
    }

    @Override
    public final void flushBatch() {
        // nothing is ever held back
    }

    @Override
    public final void sendPing(ByteBuffer data) throws IOException {
        control(Control.Kind.PING, data);
    }

    @Override
    public final void sendPong(ByteBuffer data) throws IOException {
        control(Control.Kind.PONG, data);
    }

    private void control(Control.Kind kind, ByteBuffer data) throws IOException {
        if (given("data", data).remaining() > 125) {
            throw new IllegalArgumentException("a control frame holds at most 125 bytes, but has " + data.remaining());
        }
        // a copy, for nothing tells when a container has read it; and to make one reads the buffer to its limit
        ByteBuffer payload = ByteBuffer.allocate(data.remaining()).put(data).flip();
        CompletableFuture<Void> done = session.control(kind, payload);
        if (this instanceof RemoteEndpoint.Basic) {
            await(done);
        }
    }
}
