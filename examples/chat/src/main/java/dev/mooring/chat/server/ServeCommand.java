package dev.mooring.chat.server;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code serve}: the chat's server. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = "Starts the chat's server; SIGTERM and Ctrl-C drain it: clients are told to come back.")
public final class ServeCommand implements Callable<Integer> {

    private static final Duration DRAIN = Duration.ofSeconds(1);

    @Option(names = "--port", paramLabel = "P", description = "Port to listen on; 0 for any. Default: 8025.")
    private int port = 8025;

    @Option(names = "--host", paramLabel = "H", description = "Address to listen on. Default: 127.0.0.1.")
    private String host = "127.0.0.1";

    /** Made by picocli. */
    public ServeCommand() {}

    @Override
    public Integer call() throws Exception {
        ChatServer server = new ChatServer(host, port);
        int bound = server.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server), "chat-stop"));
        System.out.println("listening on ws://" + host + ":" + bound + "/chat/");
        new CountDownLatch(1).await(); // until a signal comes
        return CommandLine.ExitCode.OK;
    }

    private static void stop(ChatServer server) {
        try (server) {
            server.drain(DRAIN);
        } catch (Exception e) {
            System.err.println("mooring-chat: some clients did not go in time: " + e);
        }
    }
}
