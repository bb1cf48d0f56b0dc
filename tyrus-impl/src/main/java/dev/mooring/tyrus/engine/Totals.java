package dev.mooring.tyrus.engine;

import dev.mooring.websocket.CircuitState;
import dev.mooring.websocket.ContainerStats;
import dev.mooring.websocket.SessionState;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * Adds up the figures of a container's sessions. A session's figures stay in the totals when it ends, in one step under the
 * lock: a total that went back for a moment would look like a restart to whoever draws its rate. Thread-safe.
 */
final class Totals {

    private final Set<EngineSession> sessions;

    // of sessions that have ended; guarded by this
    private long sent;
    private long received;
    private long bytesSent;
    private long bytesReceived;

    /** Totals over this live set, out of which only {@link #retire} takes sessions. */
    Totals(Set<EngineSession> sessions) {
        this.sessions = sessions;
    }

    synchronized void retire(EngineSession session) {
        if (sessions.remove(session)) {
            Figures figures = session.driver().figures();
            sent += figures.sentMessages();
            received += figures.receivedMessages();
            bytesSent += figures.sentBytes();
            bytesReceived += figures.receivedBytes();
        }
    }

    synchronized ContainerStats read(Circuits circuits, RoundTrips roundTrips) {
        Map<SessionState, Integer> states = new EnumMap<>(SessionState.class);
        for (SessionState state : SessionState.values()) {
            if (!state.isFinal()) {
                states.put(state, 0);
            }
        }
        long allSent = sent;
        long allReceived = received;
        long allBytesSent = bytesSent;
        long allBytesReceived = bytesReceived;
        long messages = 0;
        long bytes = 0;
        for (EngineSession session : sessions) {
            Driver driver = session.driver();
            Figures figures = driver.figures();
            states.computeIfPresent(session.state(), (state, count) -> count + 1); // it may be ending just now
            allSent += figures.sentMessages();
            allReceived += figures.receivedMessages();
            allBytesSent += figures.sentBytes();
            allBytesReceived += figures.receivedBytes();
            messages += driver.sender().bufferedMessages();
            bytes += driver.sender().bufferedAmount();
        }
        Map<CircuitState, Integer> breakers = circuits.byState();
        return new ContainerStats(
                states,
                breakers,
                allSent,
                allReceived,
                allBytesSent,
                allBytesReceived,
                messages,
                bytes,
                roundTrips.answered(),
                roundTrips.total());
    }
}
