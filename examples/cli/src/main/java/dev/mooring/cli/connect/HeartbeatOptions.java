package dev.mooring.cli.connect;

import dev.mooring.cli.IntervalConverter;
import dev.mooring.cli.OptionCheck;
import dev.mooring.websocket.Heartbeat;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the link is proven alive. */
final class HeartbeatOptions {

    @Option(
            names = "--heartbeat",
            paramLabel = "TIME",
            converter = IntervalConverter.class,
            description = "Time between pings; 'off' or 0 for no heartbeat. Default: 30s.")
    Duration interval = Heartbeat.ping().interval();

    @Option(
            names = "--heartbeat-timeout",
            paramLabel = "TIME",
            description = "Silence after a ping that means the connection is dead. Default: 10s.")
    @Nullable Duration timeout;

    @Option(
            names = "--heartbeat-message",
            paramLabel = "TEXT",
            description =
                    "Ping with this text message, for servers behind which protocol pings get no answer. The reply"
                            + " ({\"type\":\"pong\"}, or the same text) is not printed. Not with --resumable."
                            + " Default: protocol pings.")
    @Nullable String message;

    /** @param resumable whether every message is counted, so that none can be a ping */
    Heartbeat heartbeat(OptionCheck check, boolean resumable) {
        if (resumable) {
            check.beside("--resumable", "--heartbeat-message", message);
        }
        if (interval.isZero()) {
            check.beside("--heartbeat off", "--heartbeat-message", message);
            check.beside("--heartbeat off", "--heartbeat-timeout", timeout);
            return Heartbeat.off();
        }
        Heartbeat kind = check.of("--heartbeat-message", () -> message == null ? Heartbeat.ping() : ofMessage(message));
        Heartbeat timed = check.of("--heartbeat-timeout", () -> timeout == null ? kind : kind.timeout(timeout));
        return check.of("--heartbeat", () -> timed.every(interval));
    }

    /** An echo server answers the ping with itself. */
    private static Heartbeat ofMessage(String ping) {
        Heartbeat standard = Heartbeat.message(ping);
        return standard.reply(text -> text.equals(ping) || standard.isReply(text));
    }
}
