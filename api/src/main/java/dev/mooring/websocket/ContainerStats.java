package dev.mooring.websocket;

import java.time.Duration;
import java.util.Map;

/**
 * A snapshot of a container's figures, those of its sessions added up. Totals count from the container's beginning, sessions
 * that have ended included, and never go back. Its parts are read one after another, so sums may be off by what happens
 * meanwhile.
 *
 * @param sessions how many sessions that have not ended are in each state; every such state is there, with 0 if need be
 * @param circuits how many hosts' breakers are in each state, of the hosts that were ever connected to; every state is there
 * @param messagesSent whole messages written
 * @param messagesReceived whole messages received
 * @param bytesSent payload bytes written
 * @param bytesReceived payload bytes received
 * @param bufferedMessages messages accepted and not yet written, at present; of resumable sessions, not yet acknowledged
 * @param bufferedAmount their bytes
 * @param heartbeatsAnswered pings that were answered
 * @param heartbeatRoundTrips the time from those pings to their answers, added up
 */
public record ContainerStats(
        Map<SessionState, Integer> sessions,
        Map<CircuitState, Integer> circuits,
        long messagesSent,
        long messagesReceived,
        long bytesSent,
        long bytesReceived,
        long bufferedMessages,
        long bufferedAmount,
        long heartbeatsAnswered,
        Duration heartbeatRoundTrips) {

    /** Copies the maps. */
    public ContainerStats {
        sessions = Map.copyOf(sessions);
        circuits = Map.copyOf(circuits);
    }
}
