package dev.mooring.tyrus.monitor;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

/** The flight recorder's events: what connect, disconnect, retry, breaker change and heartbeat miss look like there. */
final class FlightEvents {

    private FlightEvents() {}

    /** What all of them say. */
    @Category("Mooring")
    @StackTrace(false)
    abstract static class SessionFlightEvent extends Event {
        @Label("Session")
        @Nullable String session;
    }

    @Name("dev.mooring.Connect")
    @Label("Connection opened")
    static final class Connect extends SessionFlightEvent {
        @Label("Connection number")
        long epoch;

        @Label("URI without query")
        @Nullable String uri;

        @Label("Time to connect")
        @Timespan(Timespan.MILLISECONDS)
        long elapsed;
    }

    @Name("dev.mooring.Disconnect")
    @Label("Connection ended")
    static final class Disconnect extends SessionFlightEvent {
        @Label("Connection number")
        long epoch;

        @Label("Close code")
        int code;

        @Label("Close reason")
        @Nullable String reason;

        @Label("Uptime")
        @Timespan(Timespan.MILLISECONDS)
        long uptime;
    }

    @Name("dev.mooring.Retry")
    @Label("Retry scheduled")
    static final class Retry extends SessionFlightEvent {
        @Label("Retry number")
        int attempt;

        @Label("Delay")
        @Timespan(Timespan.MILLISECONDS)
        long delay;

        @Label("Cause")
        @Nullable String cause;
    }

    @Name("dev.mooring.Circuit")
    @Label("Circuit breaker changed")
    static final class Circuit extends SessionFlightEvent {
        @Label("Host and port")
        @Nullable String endpoint;

        @Label("From")
        @Nullable String from;

        @Label("To")
        @Nullable String to;
    }

    @Name("dev.mooring.HeartbeatMissed")
    @Label("Heartbeat missed")
    static final class Miss extends SessionFlightEvent {
        @Label("Connection number")
        long epoch;

        @Label("Silence")
        @Timespan(Timespan.MILLISECONDS)
        long silence;
    }
}
