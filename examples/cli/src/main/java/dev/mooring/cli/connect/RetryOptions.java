package dev.mooring.cli.connect;

import dev.mooring.cli.OptionCheck;
import dev.mooring.websocket.RetryPolicy;
import java.time.Duration;
import picocli.CommandLine.Option;

/** When a lost connection is tried again. */
final class RetryOptions {

    @Option(
            names = "--retry-base",
            paramLabel = "TIME",
            description = "Delay before the first retry; it doubles from retry to retry. Default: 1s.")
    Duration base = RetryPolicy.defaults().baseDelay();

    @Option(
            names = "--retry-max",
            paramLabel = "TIME",
            description = "Longest delay between retries, before jitter. Default: 30s.")
    Duration max = RetryPolicy.defaults().maxDelay();

    @Option(
            names = "--jitter",
            paramLabel = "SHARE",
            description = "Random spread of each delay, from 0 to 1: 0.5 gives 50%% to 150%% of it. Default: 0.5.")
    double jitter = RetryPolicy.defaults().jitter();

    @Option(
            names = "--max-retries",
            paramLabel = "N",
            description = "Retries in a row before the session fails; 0 for none, -1 for ever. Default: 10.")
    int maxRetries = RetryPolicy.defaults().maxRetries();

    @Option(
            names = "--min-uptime",
            paramLabel = "TIME",
            description = "How long a connection must hold before retries count from 1 again. Default: 5s.")
    Duration minUptime = RetryPolicy.defaults().minUptime();

    RetryPolicy policy(OptionCheck check) {
        RetryPolicy delays =
                check.of("--retry-base", () -> RetryPolicy.fixed(base)).maxRetries(RetryPolicy.UNLIMITED);
        RetryPolicy growing = check.of("--retry-max", () -> RetryPolicy.exponential(delays.baseDelay(), max));
        RetryPolicy spread = check.of("--jitter", () -> growing.jitter(jitter));
        RetryPolicy limited = check.of("--max-retries", () -> spread.maxRetries(maxRetries));
        return check.of("--min-uptime", () -> limited.minUptime(minUptime));
    }
}
