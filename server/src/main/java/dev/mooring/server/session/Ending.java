package dev.mooring.server.session;

import jakarta.websocket.CloseReason;
import org.jspecify.annotations.Nullable;

/**
 * How a session ends, in two steps, each taken once: it begins (nothing is delivered any more, a close frame is on its
 * way), and it is over (everything given back, the endpoint told). The second comes when the container says so, or when it
 * has not for too long. Thread-safe.
 */
final class Ending {

    private record Begun(CloseReason reason, long overdueAt) {}

    private volatile @Nullable Begun begun;
    private volatile boolean over;

    /** Begins, unless it has; {@code reason} is what the endpoint will hear, {@code overdueAt} when waiting ends. */
    synchronized boolean begin(CloseReason reason, long overdueAt) {
        if (begun != null) {
            return false;
        }
        begun = new Begun(reason, overdueAt);
        return true;
    }

    boolean hasBegun() {
        return begun != null;
    }

    /** The reason to end with now, because the container has had its time; else {@code null}. */
    @Nullable CloseReason overdue(long now) {
        Begun ending = begun;
        return ending != null && !over && now - ending.overdueAt >= 0 ? ending.reason : null;
    }

    /** The second step: the reason it began with, for the one caller who is to take it, {@code null} for all others. */
    synchronized @Nullable CloseReason complete() {
        if (begun == null || over) {
            return null;
        }
        over = true;
        return begun.reason;
    }

    boolean isOver() {
        return over;
    }

    /** The reason it is over for; {@code null} as long as it is not. */
    @Nullable CloseReason whyOver() {
        Begun ending = begun;
        return over && ending != null ? ending.reason : null;
    }
}
