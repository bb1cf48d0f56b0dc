package dev.mooring.websocket;

/**
 * Hears the events of a session. Called in order, one at a time per session, on the container's executor or the
 * connection's thread; what it throws is logged and goes no further.
 */
@FunctionalInterface
public interface SessionListener {

    /** Something happened. */
    void onEvent(SessionEvent event);
}
