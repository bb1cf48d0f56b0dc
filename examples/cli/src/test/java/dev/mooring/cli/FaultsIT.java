package dev.mooring.cli;

import static dev.mooring.cli.CliProcess.number;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.testkit.ServerProcess;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The jar, and what happens to its server. */
@Timeout(120)
class FaultsIT {

    @Test
    void aKilledAndRestartedServerInterruptsNothing() throws Exception {
        ServerProcess first = Servers.echo();
        try (CliProcess cli = CliProcess.start(
                "connect",
                Servers.url(first),
                "--events",
                "json",
                "--retry-base",
                "100ms",
                "--retry-max",
                "200ms",
                "--max-retries",
                "100",
                "--circuit-failures",
                "1000")) {
            cli.send("before").awaitOut("before");
            first.kill9();
            cli.awaitEvents("RetryScheduled", 1).send("meanwhile");
            try (ServerProcess second = Servers.echo(first.port())) {
                cli.awaitOut("meanwhile").send("after").awaitOut("after").endOfInput();
                assertThat(cli.exitCode()).isZero();
            }
            assertThat(cli.out()).containsExactly("before", "meanwhile", "after");
            assertThat(cli.events("Opened"))
                    .extracting(e -> e.get("epoch"))
                    .hasSize(2)
                    .doesNotHaveDuplicates();
            assertThat(transitions(cli)).startsWith("CONNECTING>OPEN", "OPEN>WAITING", "WAITING>CONNECTING");
            assertThat(transitions(cli)).endsWith("CONNECTING>OPEN", "OPEN>CLOSING", "CLOSING>CLOSED");
            assertThat(cli.events("Closed").get(0)).containsEntry("code", number(1006));
        } finally {
            first.close();
        }
    }

    @Test
    void ofSeveralUrlsTheNextIsTakenWhenOneFails() throws Exception {
        try (ServerProcess first = Servers.echo();
                ServerProcess second = Servers.echo();
                CliProcess cli = CliProcess.start(
                        "connect",
                        "ws://127.0.0.1:" + Servers.refusingPort() + "/",
                        Servers.url(first),
                        Servers.url(second),
                        "--events",
                        "json",
                        "--retry-base",
                        "50ms")) {
            cli.send("one").awaitOut("one");
            first.kill9();
            // not before the loss is known: what is written to a connection that is dying is lost with it
            cli.awaitEvents("Closed", 1).send("two").awaitOut("two").endOfInput();
            assertThat(cli.exitCode()).isZero();
            assertThat(cli.events("Opened"))
                    .extracting(e -> e.get("uri"))
                    .containsExactly(Servers.url(first), Servers.url(second));
        }
    }

    @Test
    void aStoppedServerIsFoundByHeartbeatAndLeftAloneByTheBreaker() throws Exception {
        try (ServerProcess server = Servers.echo();
                CliProcess cli = CliProcess.start(
                        "connect",
                        Servers.url(server),
                        "--events",
                        "json",
                        "--heartbeat",
                        "500ms",
                        "--heartbeat-timeout",
                        "500ms",
                        "--connect-timeout",
                        "300ms",
                        "--retry-base",
                        "50ms",
                        "--retry-max",
                        "100ms",
                        "--max-retries",
                        "-1",
                        "--circuit-failures",
                        "2",
                        "--circuit-reset",
                        "1s")) {
            cli.send("before").awaitOut("before");
            server.stop();
            cli.awaitEvents("HeartbeatMissed", 1).send("meanwhile").awaitEvents("CircuitChanged", 1);
            server.cont();
            cli.awaitOut("meanwhile").endOfInput();
            assertThat(cli.exitCode()).isZero();
            assertThat(cli.events("CircuitChanged").get(0))
                    .containsEntry("from", "CLOSED")
                    .containsEntry("to", "OPEN");
            List<Map<String, Object>> circuit = cli.events("CircuitChanged");
            assertThat(circuit.get(circuit.size() - 1)).containsEntry("to", "CLOSED");
        }
    }

    private static List<String> transitions(CliProcess cli) {
        return cli.events("StateChanged").stream()
                .map(e -> e.get("from") + ">" + e.get("to"))
                .toList();
    }
}
