package dev.mooring.cli.demo;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.mooring.cli.Ansi;
import dev.mooring.cli.OneLine;
import dev.mooring.cli.Terminal;
import dev.mooring.websocket.CircuitBreakerPolicy;
import dev.mooring.websocket.Heartbeat;
import dev.mooring.websocket.ResilientContainer;
import dev.mooring.websocket.ResilientSession;
import dev.mooring.websocket.RetryPolicy;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.DeploymentException;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;

/** {@code demo}: one session lives through everything that can happen to its server. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        versionProvider = dev.mooring.cli.Version.class,
        description = {
            "Shows what a session survives, in under a minute.",
            "",
            "Starts a real server as a process of its own, sends numbered lines to it at a steady rate through one"
                    + " session, and meanwhile kills the server, restarts it, stops it, cuts it off, and has it answer"
                    + " 503. Ends with a tally."
        },
        synopsisHeading = "Usage: ",
        descriptionHeading = "%n",
        optionListHeading = "%nOptions:%n")
public final class DemoCommand implements Callable<Integer> {

    /** For picocli. */
    public DemoCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException, DeploymentException {
        Narrator narrator = new Narrator(System.out, Terminal.wantsColour());
        narrator.heading("One session, 100 lines a second, and a server with a hard life");
        narrator.line(
                "Heartbeat every 1 s, timeout 1 s; retries from 0.25 s to 1 s; circuit breaker after 5 failures.");
        narrator.line("");
        Watch watch = new Watch(narrator);
        try (Script script = new Script(narrator, watch);
                Stream stream = new Stream();
                ResilientContainer container = container(watch)) {
            ResilientSession session = container.connectToServer(
                    stream,
                    ClientEndpointConfig.Builder.create().build(),
                    URI.create("ws://127.0.0.1:" + script.port() + "/demo"));
            stream.start(session);
            List<Outcome> outcomes = script.play();
            stream.finish();
            session.close();
            Tally.print(narrator, outcomes, watch.reconnects(), stream.figures());
            return 0;
        } catch (TimeoutException stuck) {
            narrator.session(Ansi.RED, OneLine.of(stuck));
            return 1;
        }
    }

    private static ResilientContainer container(Watch watch) {
        return ResilientContainer.builder()
                .retry(RetryPolicy.exponential(ofMillis(250), ofSeconds(1))
                        .maxRetries(RetryPolicy.UNLIMITED)
                        .minUptime(ofSeconds(1)))
                .heartbeat(Heartbeat.ping().every(ofSeconds(1)).timeout(ofSeconds(1)))
                .circuitBreaker(CircuitBreakerPolicy.afterFailures(5).resetAfter(ofSeconds(2)))
                .connectTimeout(ofSeconds(1))
                .sendTimeout(ofSeconds(5))
                .listener(watch)
                .name("demo")
                .build();
    }
}
