package dev.mooring.tyrus.monitor;

import dev.mooring.websocket.ResilientSession;
import dev.mooring.websocket.SessionStats;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The figures of one session as JMX shows them: times in milliseconds, −1 for none. */
public final class SessionRow {

    private final String id;
    private final SessionStats stats;

    SessionRow(ResilientSession session) {
        this.id = session.getId();
        this.stats = session.stats();
    }

    /** The session's id. */
    public String getId() {
        return id;
    }

    /** Where it stands. */
    public String getState() {
        return stats.state().name();
    }

    /** The breaker of its host. */
    public String getCircuitState() {
        return stats.circuitState().name();
    }

    /** Retries since the last stable connection. */
    public int getRetryCount() {
        return stats.retryCount();
    }

    /** How many there may be, −1 for ever. */
    public int getMaxRetries() {
        return stats.maxRetries();
    }

    /** Failures that the breaker counts at present. */
    public int getCircuitFailures() {
        return stats.circuitFailures();
    }

    /** Failures that open the breaker. */
    public int getFailureThreshold() {
        return stats.failureThreshold();
    }

    /** When something was last received, as ISO-8601; empty before the first connection. */
    public String getLastActivity() {
        return stats.lastActivity() == null ? "" : stats.lastActivity().toString();
    }

    /** How long the present connection has been open. */
    public long getUptimeMs() {
        return stats.uptime().toMillis();
    }

    /** Connections opened. */
    public long getConnectionsOpened() {
        return stats.connectionsOpened();
    }

    /** Messages written. */
    public long getMessagesSent() {
        return stats.messagesSent();
    }

    /** Messages received. */
    public long getMessagesReceived() {
        return stats.messagesReceived();
    }

    /** Bytes written. */
    public long getBytesSent() {
        return stats.bytesSent();
    }

    /** Bytes received. */
    public long getBytesReceived() {
        return stats.bytesReceived();
    }

    /** Messages accepted and then not written, or not acknowledged. */
    public long getMessagesDropped() {
        return stats.messagesDropped();
    }

    /** Bytes accepted and not yet written; of a resumable session, not yet acknowledged. */
    public long getBufferedAmount() {
        return stats.bufferedAmount();
    }

    /** The last heartbeat's round trip. */
    public long getHeartbeatRoundTripMs() {
        return millis(stats.heartbeatRoundTrip());
    }

    /** Its moving average. */
    public long getSmoothedRoundTripMs() {
        return millis(stats.smoothedRoundTrip());
    }

    private static long millis(@Nullable Duration duration) {
        return duration == null ? -1 : duration.toMillis();
    }
}
