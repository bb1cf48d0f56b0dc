package dev.mooring.cli.serve;

import dev.mooring.cli.Durations;
import dev.mooring.cli.OneLine;
import dev.mooring.cli.OptionCheck;
import dev.mooring.cli.Signals;
import dev.mooring.cli.Terminal;
import dev.mooring.server.drain.Drain;
import dev.mooring.server.health.HealthServer;
import dev.mooring.server.policy.ServerPolicy;
import jakarta.websocket.DeploymentException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code serve}: a server to try the client on, or the guard. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        versionProvider = dev.mooring.cli.Version.class,
        sortOptions = false,
        description = {
            "Starts a Tyrus server. Any path will do. It is a plain one, which knows nothing of Mooring, unless an option"
                    + " of the guard or of the drain is given: then Mooring guards it.",
            "",
            "When it is ready it prints 'listening on ws://HOST:PORT/', after 'health on http://HOST:PORT/health' if there"
                    + " is a health port. It runs until it is stopped; SIGTERM and Ctrl-C end its sessions with 1001."
        },
        synopsisHeading = "Usage: ",
        customSynopsis = "mooring serve [OPTIONS]",
        descriptionHeading = "%n",
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:drained, as --drain-on says",
            "1:it could not listen, or the drain failed",
            "2:wrong usage",
            "130, 143:ended by Ctrl-C, or by SIGTERM, without a drain"
        },
        footerHeading = "%nTimes are a number and a unit: 100ms, 1s, 1.5s, 2m, 1h, 1d.%n%nExamples:%n",
        footer = {
            "  mooring serve --echo --port 0",
            "  mooring serve --topic-broadcast --token secret --rate 10 --drain-on SIGTERM"
        })
public final class ServeCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--port", paramLabel = "P", description = "Port to listen on; 0 for any. Default: 8025.")
    private int port = 8025;

    @Option(
            names = "--host",
            paramLabel = "H",
            description = "Address to listen on. Default: 127.0.0.1, this machine alone.")
    private String host = "127.0.0.1";

    @Option(names = "--echo", description = "Send each text and binary message back. Default: only print them.")
    private boolean echo;

    @Option(names = "--print", description = "Print each received message as one line, also when it is sent back.")
    private boolean print;

    /** The demo's servers must not outlive it, however it ends: they notice that their standard input was closed. */
    @Option(names = "--until-stdin-closes", hidden = true)
    private boolean untilStdinCloses;

    @ArgGroup(validate = false, heading = "%nThe guard:%n", order = 1)
    private GuardOptions guard = new GuardOptions();

    @ArgGroup(validate = false, heading = "%nThe drain:%n", order = 2)
    private DrainOptions drain = new DrainOptions();

    /** For picocli. */
    public ServeCommand() {}

    @Override
    public Integer call() throws DeploymentException, IOException {
        OptionCheck check = new OptionCheck(Objects.requireNonNull(spec).commandLine());
        check.of("--port", () -> inRange(port));
        check.of("--health-port", () -> inRange(drain.healthPort == null ? 0 : drain.healthPort));
        if (guard.broadcast) {
            check.beside("--topic-broadcast", "--echo", echo ? true : null);
        }
        boolean guarded = guard.isAnyGiven() || drain.isAnyGiven();
        ServerPolicy policy = guard.policy(check);
        Drain how = drain.drain(check);
        EchoServer server = new EchoServer(host, port, handling(), guarded ? policy : null);
        CompletableFuture<Integer> stop = new CompletableFuture<>();
        if (drain.signal != null) {
            Signals.first(signal -> drain(server, how, stop), drain.signal.shortName());
        }
        start(server);
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "mooring-serve-stop"));
        System.out.println("listening on ws://" + authority(host) + ":" + server.port() + "/");
        System.out.flush();
        if (untilStdinCloses) {
            stopWithStandardInput(stop);
        }
        return stop.join();
    }

    private Handling handling() {
        Handling.Answer answer =
                guard.broadcast ? Handling.Answer.EVERYONE : echo ? Handling.Answer.SENDER : Handling.Answer.NOBODY;
        if (!print && answer != Handling.Answer.NOBODY) {
            return new Handling(answer, null, false);
        }
        // UTF-8 whatever the locale, as the client writes
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        return new Handling(answer, out, Terminal.isOutput());
    }

    private void start(EchoServer server) throws IOException {
        try {
            server.start();
        } catch (IOException occupied) {
            throw cannotListen(port, occupied);
        }
        if (drain.healthPort != null) {
            try {
                HealthServer health =
                        HealthServer.start(server.mooring()::health, new InetSocketAddress(host, drain.healthPort));
                System.out.println("health on http://" + authority(host) + ":" + health.port() + "/health");
            } catch (IOException occupied) {
                throw cannotListen(drain.healthPort, occupied);
            }
        }
    }

    private IOException cannotListen(int where, IOException occupied) {
        return new IOException(
                "cannot listen on " + authority(host) + ":" + where + ": " + occupied.getMessage(), occupied);
    }

    /** A host as it stands before a port: an IPv6 address in brackets. */
    static String authority(String host) {
        return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    }

    private static int inRange(int port) {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("it must be between 0 and 65535, but is " + port);
        }
        return port;
    }

    private static void drain(EchoServer server, Drain how, CompletableFuture<Integer> stop) {
        System.err.println("draining over " + Durations.show(how.window()));
        follow(server.mooring().drain(how), stop);
    }

    /** However the drain ends, it ends the process, with the exit code that says how. */
    static void follow(CompletionStage<Void> drain, CompletableFuture<Integer> stop) {
        drain.whenComplete((drained, failure) -> {
            @Nullable Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            System.err.println(cause == null ? "drained" : "mooring: the drain failed: " + OneLine.of(cause));
            stop.complete(cause == null ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE);
        });
    }

    private static void stopWithStandardInput(CompletableFuture<Integer> stop) {
        Thread reader = new Thread(
                () -> {
                    try {
                        System.in.transferTo(OutputStream.nullOutputStream());
                        stop.complete(CommandLine.ExitCode.OK);
                    } catch (IOException e) {
                        stop.completeExceptionally(new UncheckedIOException(e));
                    }
                },
                "mooring-serve-stdin");
        reader.setDaemon(true);
        reader.start();
    }
}
