package dev.mooring.server.session;

import jakarta.websocket.Session;

/** How long a session may be idle, for the container to watch. Ours are not watched: the heartbeat finds dead clients. */
final class IdleTimeout {

    private IdleTimeout() {}

    static void off(Session raw) {
        if (isTyrus(raw)) {
            TyrusTimers.spare(raw);
            set(raw, 0);
        } else if (raw.getMaxIdleTimeout() > 0) {
            set(raw, 0);
        }
    }

    /** Zero or less is for ever. Zero is how Tyrus begins, and it then starts and cancels a timer at every message. */
    static void set(Session raw, long millis) {
        raw.setMaxIdleTimeout(millis <= 0 && isTyrus(raw) ? -1 : millis);
    }

    private static boolean isTyrus(Session raw) {
        return raw.getClass().getName().startsWith("org.glassfish.tyrus.");
    }
}
