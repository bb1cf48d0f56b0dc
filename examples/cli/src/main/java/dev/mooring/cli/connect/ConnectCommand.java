package dev.mooring.cli.connect;

import dev.mooring.cli.OptionCheck;
import dev.mooring.cli.Signals;
import dev.mooring.cli.Terminal;
import dev.mooring.websocket.ResilientContainer;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code connect}: lines in, messages out, for as long as it takes. */
@Command(
        name = "connect",
        mixinStandardHelpOptions = true,
        versionProvider = dev.mooring.cli.Version.class,
        sortOptions = false,
        description = {
            "Connects to a WebSocket server and stays connected.",
            "",
            "Each line of standard input is sent as one text message (UTF-8). At the end of input it waits until all is"
                    + " written, lingers for replies, closes with 1000 and exits. While there is no connection, or a slow"
                    + " one, lines are kept in a bounded outbox; when it is full, reading waits.",
            "",
            "Each received message is one line of standard output. Line breaks inside it are written as \\n and \\r;"
                    + " binary messages as 'base64:' and their content in Base64.",
            "",
            "Events (opened, lost, retry, circuit breaker ...) go to standard error. A final failure is told there in one"
                    + " line. Ctrl-C closes with 1000, SIGTERM with 1001; pressed again, Ctrl-C ends it at once."
        },
        synopsisHeading = "Usage: ",
        customSynopsis = "mooring connect URL... [OPTIONS]",
        descriptionHeading = "%n",
        parameterListHeading = "%n",
        optionListHeading = "%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:the session was closed", "1:the session, standard input or output failed", "2:wrong usage"},
        footerHeading = "%nTimes are a number and a unit: 100ms, 1s, 1.5s, 2m, 1h, 1d.%n%nExamples:%n",
        footer = {
            "  mooring connect wss://feed.example/prices --header 'Authorization: Bearer ...'",
            "  tail -f app.log | mooring connect ws://a:8025/log ws://b:8025/log --max-retries -1",
            "  mooring connect ws://127.0.0.1:8025/ --events json 2>events.jsonl"
        })
public final class ConnectCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            arity = "1..*",
            paramLabel = "URL",
            converter = UriConverter.class,
            description = "Where to connect to: ws:// or wss://. Of several, one that fails is left for the next.")
    private List<URI> urls = new ArrayList<>();

    @ArgGroup(validate = false, heading = "%nThe request:%n", order = 1)
    private RequestOptions request = new RequestOptions();

    @ArgGroup(validate = false, heading = "%nReconnecting:%n", order = 2)
    private RetryOptions retry = new RetryOptions();

    @ArgGroup(validate = false, heading = "%nHeartbeat:%n", order = 3)
    private HeartbeatOptions heartbeat = new HeartbeatOptions();

    @ArgGroup(validate = false, heading = "%nLimits:%n", order = 4)
    private LimitOptions limits = new LimitOptions();

    @ArgGroup(validate = false, heading = "%nOutput:%n", order = 5)
    private OutputOptions output = new OutputOptions();

    /** For picocli. */
    public ConnectCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        OptionCheck check = new OptionCheck(Objects.requireNonNull(spec).commandLine());
        boolean terminal = Terminal.isInteractive();
        // UTF-8 whatever the locale: JSON is; and System.out would swallow that a pipe was closed
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        Reporter reporter = output.reporter(err, terminal);
        LineWriter out = new LineWriter(new FileOutputStream(FileDescriptor.out), Terminal.isOutput());
        StatusLine status = new StatusLine(err, terminal);
        ResilientContainer container =
                options(check).listener(reporter).listener(status).build();
        Exchange exchange = new Exchange(container, reporter, out, limits.outboxMessages, output.linger(check));
        Signals.first(signal -> exchange.close(signal.equals("INT") ? 1000 : 1001), status::close, "INT", "TERM");
        Throwable failure;
        try (status) {
            status.show(exchange::session);
            failure = exchange.run(request.config(), urls);
        }
        if (failure == null) {
            return CommandLine.ExitCode.OK;
        }
        reporter.failed(failure);
        return failure instanceof IllegalArgumentException ? CommandLine.ExitCode.USAGE : CommandLine.ExitCode.SOFTWARE;
    }

    private ResilientContainer.Builder options(OptionCheck check) {
        ResilientContainer.Builder container = ResilientContainer.builder()
                .retry(retry.policy(check))
                .heartbeat(heartbeat.heartbeat(check, limits.resumable))
                .name("mooring-cli");
        limits.apply(check, container);
        request.apply(container);
        return container;
    }
}
