package dev.mooring.chat.client;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.mooring.chat.Name;
import dev.mooring.websocket.Delivery;
import dev.mooring.websocket.Heartbeat;
import dev.mooring.websocket.Outbox;
import dev.mooring.websocket.Printable;
import dev.mooring.websocket.ResilientContainer;
import dev.mooring.websocket.ResilientSession;
import dev.mooring.websocket.RetryPolicy;
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
            "What is typed while there is no connection is said when there is one again. Ends with the input, with Ctrl-C,"
                    + " or when the session fails. If a line was not said, that is told, and the exit code is not 0."
        })
public final class JoinCommand implements Callable<Integer> {

    private static final int LAST_WORDS_SECONDS = 30;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "Who you are: " + Name.RULE + ".")
    private String name = "";

    @Option(names = "--room", paramLabel = "R", description = "Which room. Default: lobby.")
    private String room = "lobby";

    @Option(
            names = "--server",
            paramLabel = "URL",
            converter = ServerConverter.class,
            description = "Where the chat is. Default: ws://127.0.0.1:8025. May be repeated: others are tried in turn.")
    private List<URI> servers = List.of(URI.create("ws://127.0.0.1:8025"));

    /** Made by picocli. */
    public JoinCommand() {}

    @Override
    public Integer call() throws Exception {
        if (!Name.isOne(name)) {
            throw wrong("Invalid value for parameter 'NAME': '" + Printable.of(name) + "' is not " + Name.RULE, null);
        }
        List<URI> rooms = rooms();
        // UTF-8 whatever the locale, as what is typed
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        try (ResilientContainer container = container();
                ResilientSession session = container.connectToServer(new Member(out), rooms)) {
            Speech speech = new Speech(name, session, System.err);
            // SIGINT and SIGTERM: without a close frame the others would hear only minutes later that we have left
            Runtime.getRuntime().addShutdownHook(new Thread(() -> leave(session, speech), "chat-leave"));
            CompletableFuture<Void> ended = session.closed().toCompletableFuture();
            CompletableFuture<Void> said =
                    CompletableFuture.runAsync(() -> sayAll(session, speech), JoinCommand::inDaemon);
            try {
                CompletableFuture.anyOf(said, ended).join();
            } finally {
                leave(session, speech);
            }
            return speech.unsaid() == 0 ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
        } catch (CompletionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    private List<URI> rooms() {
        try {
            return servers.stream().map(this::room).toList();
        } catch (IllegalArgumentException e) {
            throw wrong(
                    "Invalid value for option '--room': '" + Printable.of(room)
                            + "' cannot be one part of a URL's path",
                    e);
        }
    }

    /** As it was typed, or not at all: a URL takes "a?b" for room and query, and ".." for the path above. */
    private URI room(URI server) {
        String path = "/chat/" + room;
        URI uri = server.resolve(path).normalize();
        if (room.isEmpty() || room.contains("/") || !path.equals(uri.getRawPath())) {
            throw new IllegalArgumentException("a URL understands it as something else");
        }
        return uri;
    }

    /** Says each line of standard input, and waits until the last one was said. */
    private static void sayAll(ResilientSession session, Speech speech) {
        try {
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String text = in.readLine(); text != null && !session.state().isFinal(); text = in.readLine()) {
                speech.say(text);
            }
            speech.await(LAST_WORDS_SECONDS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Closes the session, which sends what it still can, and tells what was not said. */
    private static void leave(ResilientSession session, Speech speech) {
        try {
            session.close();
        } catch (IOException e) {
            // the link was gone: closed all the same
        }
        try {
            speech.await(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        speech.unsaid();
    }

    private ParameterException wrong(String what, @Nullable Exception cause) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), what, cause);
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
                .outbox(outbox())
                .delivery(Delivery.resumable().sendAgainAfterReset()) // said twice, at worst, when a server dies
                .build();
    }

    /** A typist has time: no line is given up because the server is away for long. */
    static Outbox outbox() {
        return Outbox.ofMessages(1000).blockFor(ofDays(36_500));
    }
}
