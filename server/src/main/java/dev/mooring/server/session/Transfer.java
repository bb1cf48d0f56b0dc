package dev.mooring.server.session;

import dev.mooring.server.topic.Outbound;
import dev.mooring.websocket.Ticker;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/** One message on its way out, and who wants to know how it ends: told exactly once, whoever tries first. */
final class Transfer {

    private static final System.Logger LOG = System.getLogger(Transfer.class.getName());

    /** Nobody wants to know. */
    static final SendHandler NOBODY = result -> {};

    static final SendResult OK = new SendResult();

    private static final AtomicIntegerFieldUpdater<Transfer> ENDED =
            AtomicIntegerFieldUpdater.newUpdater(Transfer.class, "ended"); // no object of its own for each message

    final Outbound message;
    final long expiresAt; // on the ticker; meaningless unless expires
    final boolean expires;
    private final SendHandler handler;

    @SuppressWarnings("UnusedVariable") // through ENDED
    private volatile int ended;

    Transfer(Outbound message, SendHandler handler, Ticker ticker) {
        this.message = message;
        this.handler = handler;
        Duration timeToLive = message.options().timeToLive();
        this.expires = timeToLive != null;
        this.expiresAt = timeToLive == null ? 0 : ticker.nanos() + timeToLive.toNanos();
    }

    @Nullable String key() {
        return message.options().conflationKey();
    }

    boolean isExpired(Ticker ticker) {
        return expires && isExpired(ticker.nanos());
    }

    boolean isExpired(long now) {
        return expires && now - expiresAt >= 0;
    }

    boolean succeed() {
        return end(OK);
    }

    boolean fail(Throwable cause) {
        return end(new SendResult(cause));
    }

    /** Whether this is how it ends, and not another way before. */
    private boolean end(SendResult result) {
        if (!ENDED.compareAndSet(this, 0, 1)) {
            return false;
        }
        try {
            handler.onResult(result);
        } catch (Throwable e) {
            LOG.log(System.Logger.Level.WARNING, "a SendHandler threw", e);
        }
        return true;
    }
}
