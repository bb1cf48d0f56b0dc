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
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code join}: a client in the terminal. */
@Command(
        name = "join",
        mixinStandardHelpOptions = true,
        description = {
            "Joins a room. Each line of standard input is said there, each line said there is printed.",
            "What is typed while there is no connection is said when there is one again. Ends with the input."
        })
public final class JoinCommand implements Callable<Integer> {

    private static final int LAST_WORDS_SECONDS = 30;

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
        List<URI> rooms =
                servers.stream().map(server -> server.resolve("/chat/" + room)).toList();
        try (ResilientContainer container = container();
                ResilientSession session = container.connectToServer(new Member(System.out), rooms)) {
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            Future<Void> said = CompletableFuture.completedFuture(null);
            for (String text = in.readLine(); text != null; text = in.readLine()) {
                said = session.getAsyncRemote().sendObject(new Line(name, text));
            }
            said.get(LAST_WORDS_SECONDS, TimeUnit.SECONDS); // they complete in order
            return CommandLine.ExitCode.OK;
        } catch (TimeoutException e) {
            throw new IOException("the last lines were not said within " + LAST_WORDS_SECONDS + " s", e);
        } catch (ExecutionException e) {
            throw new IOException("the last line was not said: " + e.getCause(), e);
        }
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
