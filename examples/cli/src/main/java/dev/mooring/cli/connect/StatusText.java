package dev.mooring.cli.connect;

import static dev.mooring.cli.Durations.show;

import dev.mooring.websocket.Opened;
import dev.mooring.websocket.RetryScheduled;
import dev.mooring.websocket.SessionEvent;
import dev.mooring.websocket.SessionState;
import dev.mooring.websocket.SessionStats;
import dev.mooring.websocket.StateChanged;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The words of the status line: where the session stands, and its figures. */
final class StatusText {

    private volatile SessionState state = SessionState.CONNECTING;
    private volatile String uri = "";
    private volatile @Nullable RetryScheduled retry;

    void onEvent(SessionEvent event) {
        if (event instanceof StateChanged change) {
            state = change.to();
        } else if (event instanceof Opened opened) {
            uri = opened.uri();
        } else if (event instanceof RetryScheduled scheduled) {
            retry = scheduled;
        }
    }

    String of(@Nullable SessionStats stats) {
        StringBuilder line = new StringBuilder(" ").append(state);
        RetryScheduled next = retry;
        if (state == SessionState.WAITING && next != null) {
            Duration left = Duration.between(Instant.now(), next.at().plus(next.delay()));
            line.append("  retry ").append(next.attempt());
            line.append(left.isNegative() ? " now" : " in " + show(left));
        }
        if (state == SessionState.OPEN) {
            line.append("  ").append(uri);
        }
        if (stats != null) {
            figures(stats, line);
        }
        return line.toString();
    }

    private static void figures(SessionStats stats, StringBuilder line) {
        if (stats.state() == SessionState.OPEN) {
            line.append("  up ").append(show(stats.uptime()));
        }
        line.append("  sent ").append(stats.messagesSent());
        line.append("  received ").append(stats.messagesReceived());
        if (stats.bufferedAmount() > 0) {
            line.append("  buffered ").append(stats.bufferedAmount()).append(" B");
        }
        if (stats.connectionsOpened() > 1) {
            line.append("  reconnects ").append(stats.connectionsOpened() - 1);
        }
        Duration roundTrip = stats.smoothedRoundTrip();
        if (roundTrip != null) {
            line.append("  ping ").append(show(roundTrip));
        }
    }
}
