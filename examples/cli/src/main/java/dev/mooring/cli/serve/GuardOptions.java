package dev.mooring.cli.serve;

import dev.mooring.cli.IntervalConverter;
import dev.mooring.cli.OptionCheck;
import dev.mooring.server.policy.RateLimit;
import dev.mooring.server.policy.ServerPolicy;
import dev.mooring.server.policy.ServerPolicyBuilder;
import dev.mooring.websocket.Delivery;
import dev.mooring.websocket.Heartbeat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the guard is to enforce. Each option that is left out keeps the default of a {@link ServerPolicy}. */
final class GuardOptions {

    @Option(
            names = "--allow-origin",
            paramLabel = "ORIGIN",
            description = "Admit pages of this origin, like https://app.example or https://*.app.example, and nobody"
                    + " else, not even clients without an Origin: the others get 403. Repeat it for several."
                    + " Default: anyone.")
    List<String> origins = new ArrayList<>();

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            description = "Admit who brings this token, as 'Authorization: Bearer TOKEN' or as ?access_token=TOKEN; the"
                    + " others get 401. Repeat it for several. Default: nobody is asked.")
    List<String> tokens = new ArrayList<>();

    @Option(
            names = "--rate",
            paramLabel = "N[/TIME]",
            converter = RateConverter.class,
            description = "Messages that a client may send per second, or per TIME. Default: any number.")
    @Nullable RateLimit rate;

    @Option(
            names = "--rate-excess",
            paramLabel = "WHAT",
            description =
                    "What happens to messages above the rate: close (with 1008), drop or throttle. Default: close.")
    RateLimit.@Nullable Excess excess;

    @Option(
            names = "--max-message",
            paramLabel = "BYTES",
            description =
                    "The largest message, text as UTF-8; a larger one closes with 1009. Default: 65536 once guarded, 67108864 for a plain server.")
    @Nullable Integer maxMessage;

    @Option(
            names = "--heartbeat",
            paramLabel = "TIME",
            converter = IntervalConverter.class,
            description =
                    "Silence before a ping goes out; 'off' or 0 for no heartbeat. Default: 30s once guarded, off for a plain server.")
    @Nullable Duration heartbeat;

    @Option(
            names = "--heartbeat-timeout",
            paramLabel = "TIME",
            description = "Silence after a ping that means a client is dead. Default: 10s.")
    @Nullable Duration heartbeatTimeout;

    @Option(names = "--topic-broadcast", description = "Send each message to all clients of the same path.")
    boolean broadcast;

    @Option(
            names = "--resumable",
            description =
                    "Resumable delivery to clients that ask for it (connect --resumable): nothing is lost, repeated or"
                            + " out of order.")
    boolean resumable;

    boolean isAnyGiven() {
        return !origins.isEmpty()
                || !tokens.isEmpty()
                || rate != null
                || maxMessage != null
                || heartbeat != null
                || heartbeatTimeout != null
                || broadcast
                || resumable;
    }

    ServerPolicy policy(OptionCheck check) {
        ServerPolicyBuilder policy = ServerPolicy.builder();
        if (origins.isEmpty()) {
            policy.allowAnyOrigin().allowMissingOrigin();
        } else {
            check.of("--allow-origin", () -> policy.allowOrigins(origins.toArray(new String[0])));
        }
        if (!tokens.isEmpty()) {
            policy.authenticate(check.of("--token", () -> Tokens.authenticator(tokens)));
        }
        if (rate == null) {
            check.without("--rate", "--rate-excess", excess);
        } else {
            policy.rateLimit(excess == null ? rate : rate.whenExceeded(excess));
        }
        if (maxMessage != null) {
            int bytes = maxMessage;
            check.of("--max-message", () -> policy.maxMessageSize(bytes));
        }
        if (resumable) {
            policy.delivery(Delivery.resumable());
        }
        return policy.heartbeat(heartbeat(check)).build();
    }

    private Heartbeat heartbeat(OptionCheck check) {
        if (heartbeat != null && heartbeat.isZero()) {
            check.beside("--heartbeat off", "--heartbeat-timeout", heartbeatTimeout);
            return Heartbeat.off();
        }
        Heartbeat ping = Heartbeat.ping();
        Heartbeat timed = check.of("--heartbeat", () -> heartbeat == null ? ping : ping.every(heartbeat));
        return check.of(
                "--heartbeat-timeout", () -> heartbeatTimeout == null ? timed : timed.timeout(heartbeatTimeout));
    }
}
