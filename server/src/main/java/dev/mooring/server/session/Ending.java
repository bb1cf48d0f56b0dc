package dev.mooring.server.session;

import jakarta.websocket.CloseReason;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * How a session ends, in two steps, each taken once: it begins (nothing is delivered any more, a close frame is on its
 * way), and it is over (everything given back, the endpoint told). The second comes when the container says so, or when it
 * has not for too long. Thread-safe.
 */
final class Ending {

    private record Begun(CloseReason reason, long overdueAt) {}

    private final AtomicReference<@Nullable Begun> begun = new AtomicReference<>();
    private final AtomicBoolean over = new AtomicBoolean();

    /** Begins, unless it has; {@code reason} is what the endpoint will hear, {@code overdueAt} when waiting ends. */
    boolean begin(CloseReason reason, long overdueAt) {
        return begun.compareAndSet(null, new Begun(reason, overdueAt));
    }

    boolean hasBegun() {
        return begun.get() != null;
    }

    /** The reason to end with now, because the container has had its time; else {@code null}. */
    @Nullable CloseReason overdue(long now) {
        Begun ending = begun.get();
        return ending != null && !over.get() && now - ending.overdueAt >= 0 ? ending.reason : null;
    }

    /** The second step: the reason it began with, for the one caller who is to take it, {@code null} for all others. */
    @Nullable CloseReason complete() {
        Begun ending = begun.get();
        return ending != null && over.compareAndSet(false, true) ? ending.reason : null;
    }

    boolean isOver() {
        return over.get();
    }
}
