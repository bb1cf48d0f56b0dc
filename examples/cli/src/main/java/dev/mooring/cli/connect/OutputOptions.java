package dev.mooring.cli.connect;

import dev.mooring.cli.OptionCheck;
import dev.mooring.cli.Terminal;
import java.io.PrintStream;
import java.time.Duration;
import picocli.CommandLine.Option;

/** What is written, and how long. */
final class OutputOptions {

    @Option(
            names = "--events",
            paramLabel = "json|text",
            description = "How events go to standard error: 'json', one object a line, or 'text'. Default: text.")
    EventFormat events = EventFormat.TEXT;

    @Option(
            names = "--linger",
            paramLabel = "TIME",
            description =
                    "How long to wait for replies once all lines are sent. As long as there are fewer replies than"
                            + " lines, each reply starts this wait anew. Default: 1s.")
    private Duration linger = Duration.ofSeconds(1);

    Duration linger(OptionCheck check) {
        return check.bounded("--linger", linger);
    }

    Reporter reporter(PrintStream err, boolean terminal) {
        return events == EventFormat.JSON
                ? new JsonReporter(err)
                : new TextReporter(err, terminal && Terminal.wantsColour());
    }
}
