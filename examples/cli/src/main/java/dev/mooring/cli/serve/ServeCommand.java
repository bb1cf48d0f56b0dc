package dev.mooring.cli.serve;

import jakarta.websocket.DeploymentException;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code serve}: a plain server to try the client on. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        versionProvider = dev.mooring.cli.Version.class,
        sortOptions = false,
        description = {
            "Starts a plain Tyrus server, which knows nothing of Mooring. Any path will do.",
            "",
            "When it is ready it prints one line, 'listening on ws://127.0.0.1:PORT/'. It runs until it is stopped;"
                    + " SIGTERM and Ctrl-C end its sessions with 1001."
        },
        synopsisHeading = "Usage: ",
        descriptionHeading = "%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExample:%n",
        footer = "  mooring serve --echo --port 0")
public final class ServeCommand implements Callable<Integer> {

    @Spec
    private CommandLine.Model.@org.jspecify.annotations.Nullable CommandSpec spec;

    @Option(names = "--port", paramLabel = "P", description = "Port to listen on; 0 for any. Default: 8025.")
    private int port = 8025;

    @Option(
            names = "--host",
            paramLabel = "H",
            description = "Address to listen on. Default: 127.0.0.1, this machine alone.")
    private String host = "127.0.0.1";

    @Option(names = "--echo", description = "Send each text and binary message back. Default: only print them.")
    private boolean echo;

    @Option(names = "--print", description = "Print each received message as one line, also with --echo.")
    private boolean print;

    /** The demo's servers must not outlive it, however it ends: they notice that their standard input was closed. */
    @Option(names = "--until-stdin-closes", hidden = true)
    private boolean untilStdinCloses;

    /** For picocli. */
    public ServeCommand() {}

    @Override
    public Integer call() throws DeploymentException, IOException, InterruptedException {
        if (port < 0 || port > 65_535) {
            throw new ParameterException(
                    java.util.Objects.requireNonNull(spec).commandLine(),
                    "Invalid value for option '--port': it must be between 0 and 65535, but is " + port);
        }
        EchoServer server = new EchoServer(host, port, new Handling(echo, print || !echo));
        try {
            server.start();
        } catch (IOException occupied) {
            throw new IOException("cannot listen on " + host + ":" + port + ": " + occupied.getMessage(), occupied);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "mooring-serve-stop"));
        System.out.println("listening on ws://" + host + ":" + server.port() + "/");
        System.out.flush();
        if (untilStdinCloses) {
            System.in.transferTo(java.io.OutputStream.nullOutputStream());
        } else {
            new CountDownLatch(1).await(); // until a signal comes
        }
        return CommandLine.ExitCode.OK;
    }
}
