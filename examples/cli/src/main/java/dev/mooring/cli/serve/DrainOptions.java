package dev.mooring.cli.serve;

import dev.mooring.cli.OptionCheck;
import dev.mooring.server.drain.Drain;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the server lets its clients go, and who is told of it. */
final class DrainOptions {

    /** What may start a drain. */
    enum DrainSignal {
        SIGTERM,
        SIGINT;

        /** As the system calls it. */
        String shortName() {
            return name().substring("SIG".length());
        }
    }

    @Option(
            names = "--drain-on",
            paramLabel = "SIGNAL",
            description =
                    "On SIGTERM, or SIGINT, take no more clients, send those there are away with 1012, evenly over"
                            + " the window, and exit with 0. The same signal again ends it at once. Default: end with 1001.")
    @Nullable DrainSignal signal;

    @Option(names = "--drain-window", paramLabel = "TIME", description = "Over how long. Default: 10s.")
    @Nullable Duration window;

    @Option(
            names = "--drain-retry",
            paramLabel = "TIME",
            description = "How long clients are told to wait before they come back. Default: 0.")
    @Nullable Duration retry;

    @Option(
            names = "--drain-to",
            paramLabel = "URL",
            description = "Where clients are told to come back to. Default: where they came from.")
    @Nullable URI to;

    @Option(
            names = "--health-port",
            paramLabel = "P",
            description =
                    "Answer http://HOST:P/health, with 200, or 503 while draining; 0 for any port. Default: none.")
    @Nullable Integer healthPort;

    boolean isAnyGiven() {
        return signal != null || healthPort != null;
    }

    Drain drain(OptionCheck check) {
        Duration length = window == null ? Duration.ofSeconds(10) : check.bounded("--drain-window", window);
        Drain over = check.of("--drain-window", () -> Drain.over(length));
        Drain after = check.of("--drain-retry", () -> retry == null ? over : over.retryAfter(retry));
        Drain drain = check.of("--drain-to", () -> to == null ? after : after.to(to));
        if (signal == null) {
            check.without("--drain-on", "--drain-window", window);
            check.without("--drain-on", "--drain-retry", retry);
            check.without("--drain-on", "--drain-to", to);
        }
        return drain;
    }
}
