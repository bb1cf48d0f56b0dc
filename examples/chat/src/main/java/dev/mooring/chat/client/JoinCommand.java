package dev.mooring.chat.client;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.mooring.chat.Line;
import dev.mooring.websocket.Delivery;
import dev.mooring.websocket.Heartbeat;
import dev.mooring.websocket.Outbox;
import dev.mooring.websocket.Overflow;
import dev.mooring.websocket.ResilientContainer;
import dev.mooring.websocket.ResilientSession;
import dev.mooring.websocket.RetryPolicy;
import dev.mooring.websocket.SessionState;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code join}: a client in the terminal. */
@Command(
        name = "join",
        mixinStandardHelpOptions = true,
        description = {
            "Joins a room. Each line of standard input is said there, each line said there is printed.",
            "What is typed while there is no connection is said when there is one again. Ends with the input, or when the"
                    + " session fails."
        })
public final class JoinCommand implements Callable<Integer> {

    private static final int LAST_WORDS_SECONDS = 30;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "Who you are.")
    private String name = "";

    @Option(names = "--room", paramLabel = "R", description = "Which room. Default: lobby.")
    private String room = "lobby";

    @Option(
            names = "--server",
            paramLabel = "URL",
            description = "Where the chat is. Default: ws://127.0.0.1:8025. May be repeated: others are tried in turn.")
    private List<URI> servers = List.of(URI.create("ws://127.0.0.1:8025"));

    /** Made by picocli. */
    public JoinCommand() {}

    @Override
    public Integer call() throws Exception {
        List<URI> rooms = rooms();
        // UTF-8 whatever the locale, as what is typed
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        try (ResilientContainer container = container();
                ResilientSession session = container.connectToServer(new Member(out), rooms)) {
            CompletableFuture<Void> ended = session.closed().toCompletableFuture();
            CompletableFuture<Void> said = CompletableFuture.runAsync(() -> sayAll(session), JoinCommand::inDaemon);
            try {
                CompletableFuture.anyOf(said, ended).join();
            } catch (CompletionException e) {
                if (session.state() == SessionState.FAILED) {
                    ended.join(); // which tells why, while what was said last only failed with it
                }
                throw e;
            }
            return CommandLine.ExitCode.OK;
        } catch (CompletionException e) {
            throw new IOException(
                    e.getCause() == null ? e.getMessage() : e.getCause().getMessage(), e);
        }
    }

    private List<URI> rooms() {
        try {
            return servers.stream()
                    .map(server -> server.resolve("/chat/" + room))
                    .toList();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(),
                    "Invalid value for option '--room': '" + room + "' cannot be part of a URL",
                    e);
        }
    }

    /** Says each line of standard input, and waits until the last one was said. */
    private void sayAll(ResilientSession session) {
        try {
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            Future<Void> said = CompletableFuture.completedFuture(null);
            for (String text = in.readLine(); text != null; text = in.readLine()) {
                said = session.getAsyncRemote().sendObject(new Line(name, text));
            }
            said.get(LAST_WORDS_SECONDS, TimeUnit.SECONDS); // they complete in order
        } catch (TimeoutException e) {
            throw new IllegalStateException("the last lines were not said within " + LAST_WORDS_SECONDS + " s", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the last line was not said: " + e.getCause(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Nothing can interrupt a read of standard input: it must not keep the process from ending with the session. */
    private static void inDaemon(Runnable task) {
        Thread thread = new Thread(task, "chat-stdin");
        thread.setDaemon(true);
        thread.start();
    }

    private ResilientContainer container() {
        return ResilientContainer.builder()
                .headers(attempt -> Map.of("Authorization", List.of("Bearer " + name)))
                .retry(RetryPolicy.exponential(ofMillis(200), ofSeconds(5)).maxRetries(RetryPolicy.UNLIMITED))
                .heartbeat(Heartbeat.ping().every(ofSeconds(5)).timeout(ofSeconds(3)))
                .outbox(Outbox.ofMessages(1000).whenFull(Overflow.BLOCK))
                .delivery(Delivery.resumable().sendAgainAfterReset()) // said twice, at worst, when a server dies
                .build();
    }
}
