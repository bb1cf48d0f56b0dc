package dev.mooring.tyrus.engine;

import dev.mooring.websocket.ResilientSession;
import dev.mooring.websocket.SessionEvent;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * Sees every event of a container at once, on the thread it happens on, unlike listeners, which wait for the session's
 * callbacks. For logging, recording and counting: thread-safe, quick, throws nothing.
 */
public interface Observer {

    /** A container begins; it can be asked for its present sessions. */
    default void begin(String container, Supplier<List<ResilientSession>> sessions) {}

    /** Something happened to a session. */
    default void observe(SessionEvent event, Situation situation) {}

    /**
     * A session has ended, and this observer may have been told of something behind its last event, which another thread found
     * out at the same moment: nothing is to be kept for it any more.
     */
    default void forget(String sessionId) {}

    /** The container has ended. */
    default void end() {}

    /**
     * What an event does not say itself.
     *
     * @param target where the session connects to; its query may carry secrets
     * @param uptime how long the connection that ended last had been open; zero after a failed attempt
     */
    record Situation(URI target, Duration uptime) {}
}
