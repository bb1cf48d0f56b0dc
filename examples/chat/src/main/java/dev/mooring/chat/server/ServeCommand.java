package dev.mooring.chat.server;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code serve}: the chat's server. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = "Starts the chat's server; SIGTERM and Ctrl-C drain it: clients are told to come back.")
public final class ServeCommand implements Callable<Integer> {

    private static final Duration DRAIN = Duration.ofSeconds(1);

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--port", paramLabel = "P", description = "Port to listen on; 0 for any. Default: 8025.")
    private int port = 8025;

    @Option(names = "--host", paramLabel = "H", description = "Address to listen on. Default: 127.0.0.1.")
    private String host = "127.0.0.1";

    /** Made by picocli. */
    public ServeCommand() {}

    @Override
    public Integer call() throws Exception {
        if (port < 0 || port > 65_535) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(),
                    "Invalid value for option '--port': it must be between 0 and 65535, but is " + port);
        }
        ChatServer server = new ChatServer(host, port);
        String shown = host.contains(":") ? "[" + host + "]" : host; // IPv6
        int bound = start(server, shown);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server), "chat-stop"));
        System.out.println("listening on ws://" + shown + ":" + bound + "/chat/");
        new CountDownLatch(1).await(); // until a signal comes
        return CommandLine.ExitCode.OK;
    }

    private int start(ChatServer server, String shown) throws IOException {
        try {
            return server.start();
        } catch (IOException occupied) {
            throw new IOException("cannot listen on " + shown + ":" + port + ": " + occupied.getMessage(), occupied);
        }
    }

    private static void stop(ChatServer server) {
        try (server) {
            server.drain(DRAIN);
        } catch (Exception e) {
            System.err.println("mooring-chat: some clients did not go in time: " + e);
        }
    }
}
