package dev.mooring.cli.connect;

import static dev.mooring.cli.Durations.show;

import dev.mooring.cli.Ansi;
import dev.mooring.cli.OneLine;
import dev.mooring.websocket.CircuitChanged;
import dev.mooring.websocket.CircuitState;
import dev.mooring.websocket.Closed;
import dev.mooring.websocket.Failed;
import dev.mooring.websocket.HeartbeatMissed;
import dev.mooring.websocket.MessageDropped;
import dev.mooring.websocket.Opened;
import dev.mooring.websocket.Resumed;
import dev.mooring.websocket.RetryScheduled;
import dev.mooring.websocket.SessionEvent;
import dev.mooring.websocket.SessionReset;
import dev.mooring.websocket.SessionState;
import dev.mooring.websocket.StateChanged;
import java.util.Optional;

/** Events in plain words. */
final class EventWords {

    private final boolean colour;

    EventWords(boolean colour) {
        this.colour = colour;
    }

    /** What to tell about an event; empty when another event tells it already. */
    Optional<String> of(SessionEvent event) {
        if (event instanceof Opened opened) {
            return said(Ansi.GREEN, "open", opened.uri() + " after " + show(opened.elapsed()));
        }
        if (event instanceof Closed closed) {
            String reason = closed.reason().isEmpty() ? "" : " " + closed.reason();
            return said(
                    closed.code() == 1000 ? Ansi.DIM : Ansi.RED,
                    "ended",
                    closed.code() + reason + ", had been open for " + show(closed.uptime()));
        }
        if (event instanceof RetryScheduled retry) {
            String of = retry.maxRetries() < 0 ? "" : " of " + retry.maxRetries();
            String next = "retry " + retry.attempt() + of + " in " + show(retry.delay());
            return said(Ansi.YELLOW, "waiting", next + ": " + OneLine.of(retry.cause()));
        }
        if (event instanceof HeartbeatMissed missed) {
            return said(Ansi.RED, "dead", "no answer to a ping, silent for " + show(missed.silence()));
        }
        if (event instanceof CircuitChanged circuit) {
            return said(Ansi.YELLOW, "circuit", circuit.endpoint() + " " + words(circuit.to()));
        }
        if (event instanceof Resumed resumed) {
            return said(
                    Ansi.GREEN,
                    "resumed",
                    resumed.replayed() + " sent again, " + resumed.acknowledged() + " had arrived");
        }
        if (event instanceof SessionReset reset) {
            return said(
                    Ansi.RED,
                    "reset",
                    "the server has lost the session (" + reset.reason() + "), " + reset.unacknowledged()
                            + " not acknowledged" + (reset.sentAgain() ? ", sent again" : ""));
        }
        if (event instanceof MessageDropped dropped) {
            String why =
                    dropped.reason().name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
            return said(Ansi.RED, "dropped", "a message of " + dropped.bytes() + " bytes: " + why);
        }
        if (event instanceof StateChanged change && change.to() == SessionState.CLOSED) {
            return said(Ansi.DIM, "closed", "");
        }
        return Optional.empty();
    }

    /** The closing line of a session that failed: the last cause, and how often it was tried. */
    String failed(Failed event) {
        String retries = event.retries() == 0
                ? ""
                : event.retries() == 1 ? " after 1 retry" : " after " + event.retries() + " retries";
        return Ansi.RED.paint(colour, "mooring: failed" + retries + ": " + OneLine.of(event.cause()));
    }

    /** The closing line when there was no session that could fail. */
    String failed(Throwable cause) {
        return Ansi.RED.paint(colour, "mooring: failed: " + OneLine.of(cause));
    }

    private Optional<String> said(Ansi paint, String what, String detail) {
        return Optional.of(paint.paint(colour, detail.isEmpty() ? what : String.format("%-8s ", what)) + detail);
    }

    private static String words(CircuitState state) {
        return switch (state) {
            case CLOSED -> "is tried again as usual";
            case OPEN -> "failed too often and is left alone for a while";
            case HALF_OPEN -> "gets a trial";
        };
    }
}
