package dev.mooring.server.resume;

import dev.mooring.server.topic.Outbound;
import dev.mooring.websocket.Ticker;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/** A message to the client, kept until it is acknowledged. Its sender is told once, whichever end it waits for. */
final class Retained {

    private static final System.Logger LOG = System.getLogger(Retained.class.getName());

    /** Nobody waits for it: a publisher, who cannot be told that one member gets nothing. */
    static final SendHandler NOBODY = result -> {};

    private static final SendResult OK = new SendResult();

    private static final AtomicIntegerFieldUpdater<Retained> TOLD =
            AtomicIntegerFieldUpdater.newUpdater(Retained.class, "told"); // no object of its own for each message

    /** What a message costs besides its payload. */
    private static final int OVERHEAD = 96;

    final Outbound message;
    final long cost; // in bytes; what is acknowledged has left the caches, so the message itself is not looked at then
    final long expiresAt;
    final boolean expires;
    private final SendHandler handler;
    private final boolean untilWritten;

    @SuppressWarnings("UnusedVariable") // through TOLD
    private volatile int told;

    Retained(Outbound message, SendHandler handler, boolean untilWritten, Ticker clock) {
        this.message = message;
        this.cost = message.bytes() + OVERHEAD;
        this.handler = handler;
        this.untilWritten = untilWritten;
        Duration timeToLive = message.options().timeToLive();
        this.expires = timeToLive != null;
        this.expiresAt = timeToLive == null ? 0 : clock.nanos() + timeToLive.toNanos();
    }

    /** Bytes of payload. */
    long bytes() {
        return cost - OVERHEAD;
    }

    /** Whether it is not to wait while there is no connection. */
    boolean isVolatile() {
        return message.options().isVolatile();
    }

    /** Whether nobody is told of it. */
    boolean isPublished() {
        return handler == NOBODY;
    }

    @Nullable String key() {
        return message.options().conflationKey();
    }

    boolean isExpired(Ticker clock) {
        return expires && clock.nanos() - expiresAt >= 0;
    }

    /** The container has written it, or it is kept for the next connection: that is all some wait for. */
    void written() {
        if (untilWritten) {
            tell(OK);
        }
    }

    void acknowledged() {
        tell(OK);
    }

    void fail(Throwable cause) {
        tell(new SendResult(cause));
    }

    /** Of the other ends there is but one: whoever takes it out of the session's backlog tells it. */
    private void tell(SendResult result) {
        if (!untilWritten || TOLD.compareAndSet(this, 0, 1)) {
            try {
                handler.onResult(result);
            } catch (Throwable e) {
                LOG.log(System.Logger.Level.WARNING, "a SendHandler threw", e);
            }
        }
    }
}
