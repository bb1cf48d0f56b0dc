package dev.mooring.cli;

import static dev.mooring.cli.CliProcess.number;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.testkit.ServerProcess;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The jar against a healthy server, or none. */
@Timeout(120)
class ConnectIT {

    @Test
    void linesComeBackFromAnEchoServerInOrder() throws Exception {
        String[] lines = {"first", "", "grüß 𝄞", "{\"json\":\"\\n\"}", "last"};
        try (ServerProcess server = Servers.echo();
                CliProcess cli = CliProcess.start("connect", Servers.url(server), "--events", "json")) {
            cli.send(lines).endOfInput();
            assertThat(cli.exitCode()).isZero();
            assertThat(cli.out()).containsExactly(lines);
            assertThat(cli.events("Opened")).hasSize(1);
            assertThat(cli.events("Closed"))
                    .singleElement()
                    .satisfies(e -> assertThat(e).containsEntry("code", number(1000)));
            assertThat(cli.events().get(cli.events().size() - 1))
                    .containsEntry("event", "StateChanged")
                    .containsEntry("to", "CLOSED");
        }
    }

    @Test
    void aRefusedConnectionIsRetriedAsOftenAsAllowedAndThenFails() throws Exception {
        try (CliProcess cli = CliProcess.start(
                "connect",
                "ws://127.0.0.1:" + Servers.refusingPort() + "/",
                "--max-retries",
                "2",
                "--retry-base",
                "50ms",
                "--events",
                "json")) {
            assertThat(cli.exitCode()).isEqualTo(1);
            assertThat(cli.events("RetryScheduled"))
                    .extracting(e -> e.get("attempt"))
                    .containsExactly(number(1), number(2));
            assertThat(cli.events("RetryScheduled"))
                    .allSatisfy(e ->
                            assertThat(e).containsEntry("maxRetries", number(2)).containsKey("delayMs"));
            assertThat(cli.events("Failed"))
                    .singleElement()
                    .satisfies(e -> assertThat(String.valueOf(e.get("cause"))).containsIgnoringCase("refused"));
        }
    }

    @Test
    void inTextTheCauseOfAFailureIsTheLastLine() throws Exception {
        try (CliProcess cli =
                CliProcess.start("connect", "ws://127.0.0.1:" + Servers.refusingPort() + "/", "--max-retries", "0")) {
            assertThat(cli.exitCode()).isEqualTo(1);
            assertThat(cli.err().get(cli.err().size() - 1))
                    .startsWith("mooring: failed: ")
                    .containsIgnoringCase("refused");
        }
    }

    @Test
    void whenStandardInputCannotBeReadItEndsWith1() throws Exception {
        try (ServerProcess server = Servers.echo();
                CliProcess text = CliProcess.startWith("exec \"$@\" < /", "connect", Servers.url(server));
                CliProcess json =
                        CliProcess.startWith("exec \"$@\" < /", "connect", Servers.url(server), "--events", "json")) {
            assertThat(text.exitCode()).isEqualTo(1);
            assertThat(text.err()).last().asString().startsWith("mooring: failed: standard input: ");
            assertThat(json.exitCode()).isEqualTo(1);
            assertThat(json.events("InputFailed"))
                    .singleElement()
                    .satisfies(e -> assertThat(e).containsKey("cause"));
            assertThat(json.events("Failed")).isEmpty();
        }
    }

    /** One line too long, of which the rest goes out all the same. */
    @Test
    void aLineThatIsNotSentIsToldAndTheSessionSaysHowItEnds() throws Exception {
        try (ServerProcess server = Servers.echo();
                CliProcess text = CliProcess.start("connect", Servers.url(server));
                CliProcess json = CliProcess.start("connect", Servers.url(server), "--events", "json")) {
            for (CliProcess cli : List.of(text, json)) {
                cli.send("before", "x".repeat((16 << 20) + 1), "after").awaitOut("before", "after");
                assertThat(cli.endOfInput().exitCode()).isZero();
            }
            assertThat(text.err()).anyMatch(line -> line.contains("unsent   line 2: "));
            assertThat(json.events("SendFailed"))
                    .singleElement()
                    .satisfies(e -> assertThat(e).containsEntry("line", number(2)));
            assertThat(json.events("Failed")).isEmpty();
        }
    }

    /** {@code /dev/full} is a disk that is full. */
    @Test
    void whenStandardOutputCannotBeWrittenItEndsWith1() throws Exception {
        assumeThat(Path.of("/dev/full")).exists();
        try (ServerProcess server = Servers.echo();
                CliProcess text = CliProcess.startWith("exec \"$@\" > /dev/full", "connect", Servers.url(server));
                CliProcess json = CliProcess.startWith(
                        "exec \"$@\" > /dev/full", "connect", Servers.url(server), "--events", "json")) {
            text.send("one", "two");
            assertThat(text.exitCode()).isEqualTo(1);
            assertThat(text.err()).last().asString().startsWith("mooring: failed: standard output: No space left");
            json.send("one", "two");
            assertThat(json.exitCode()).isEqualTo(1);
            assertThat(json.events("OutputFailed"))
                    .singleElement()
                    .satisfies(e ->
                            assertThat(String.valueOf(e.get("cause"))).startsWith("standard output: No space left"));
            assertThat(json.events("Closed"))
                    .singleElement()
                    .satisfies(e -> assertThat(e).containsEntry("code", number(1000)));
            assertThat(json.events("Failed")).isEmpty();
        }
    }

    @Test
    void whenNobodyReadsStandardOutputAnyMoreItEndsWith0() throws Exception {
        try (ServerProcess server = Servers.echo();
                CliProcess cli = CliProcess.startWith(
                        "{ \"$@\"; echo \"exit $?\" >&2; } | { exec <&-; echo closed; }",
                        "connect",
                        Servers.url(server))) {
            cli.awaitOut("closed").send("hello");
            assertThat(cli.exitCode()).isZero();
            assertThat(cli.err()).contains("exit 0").noneMatch(line -> line.contains("standard output"));
        }
    }

    /** {@code script}, of util-linux, gives it a terminal. */
    @Test
    void aTerminalIsNotDrivenByWhatAPeerSendsAlsoWhenInputIsAPipe() throws Exception {
        assumeThat(Path.of("/usr/bin/script")).exists();
        try (ServerProcess server = Servers.echo();
                CliProcess cli = CliProcess.startWith(
                        "export INNER=\"$*\"; exec script -qec 'printf \"\\033[31mred\\n\" | $INNER' /dev/null",
                        "connect",
                        Servers.url(server))) {
            assertThat(cli.exitCode()).isZero();
            assertThat(cli.out())
                    .anyMatch(line -> line.contains("\ufffd[31mred"))
                    .noneMatch(line -> line.contains("\u001b[31mred"));
        }
    }

    /** Two signals that come at once, and different ones: two of a kind may come as one. */
    @Test
    void theSecondSignalGivesTheTerminalItsLastRowBack() throws Exception {
        assumeThat(Path.of("/usr/bin/script")).exists();
        try (ServerProcess server = Servers.echo();
                CliProcess cli = CliProcess.startWith(
                        "export TERM=xterm INNER=\"$*\";"
                                + " exec script -qec 'stty rows 24 cols 80; exec $INNER' /dev/null",
                        "connect",
                        Servers.url(server))) {
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(cli.send("hello").out())
                            .anyMatch(line -> line.contains("\u001b[1;23r"))
                            .anyMatch(line -> line.contains("/echo after")));
            server.stop();
            ProcessHandle java = ProcessHandle.of(cli.pid())
                    .flatMap(script -> script.children().findFirst())
                    .orElseThrow();
            new ProcessBuilder("sh", "-c", "kill -INT $0; kill -TERM $0", "" + java.pid())
                    .start()
                    .waitFor();

            assertThat(cli.exitCode()).as("128 and the second signal").isIn(130, 143);
            String said = String.join("\n", cli.out());
            assertThat(said.lastIndexOf("\u001b[r"))
                    .as("all rows scroll again, in %s", said)
                    .isGreaterThan(said.lastIndexOf("\u001b[1;23r"));
        }
    }

    @Test
    void wrongUsageEndsWith2() throws Exception {
        try (CliProcess cli = CliProcess.start("connect", "ws://127.0.0.1:9/", "--jitter", "7")) {
            assertThat(cli.exitCode()).isEqualTo(2);
            assertThat(cli.err().get(0)).contains("--jitter").contains("7");
        }
    }

    @ParameterizedTest
    @CsvSource({"INT, 1000", "TERM, 1001"})
    void aSignalClosesWithItsCode(String signal, int code) throws Exception {
        try (ServerProcess server = Servers.echo();
                CliProcess cli = CliProcess.start("connect", Servers.url(server), "--events", "json")) {
            cli.send("hello").awaitOut("hello");
            cli.signal(signal);
            assertThat(cli.exitCode()).isZero();
            assertThat(cli.events("Closed"))
                    .singleElement()
                    .satisfies(e -> assertThat(e).containsEntry("code", number(code)));
        }
    }

    /** Nothing else would end it as long as this test waits. */
    @Test
    void aSignalEndsItAlsoWhenTheServerIsFrozen() throws Exception {
        try (ServerProcess server = Servers.echo();
                CliProcess cli = CliProcess.start(
                        "connect", Servers.url(server), "--heartbeat", "off", "--send-timeout", "1h")) {
            cli.send("hello").awaitOut("hello");
            server.stop();
            cli.signal("TERM");
            assertThat(cli.exitCode()).isZero();
        }
    }

    @Test
    void sigtermEndsAlsoWhatNeverConnected() throws Exception {
        try (CliProcess cli =
                CliProcess.start("connect", "ws://127.0.0.1:" + Servers.refusingPort() + "/", "--events", "json")) {
            cli.awaitEvents("RetryScheduled", 1);
            cli.signal("TERM");
            assertThat(cli.exitCode()).isZero();
        }
    }

    @Test
    void manyLinesPassThroughASmallHeap(@TempDir Path folder) throws Exception {
        int count = 300_000;
        Path replies = folder.resolve("replies");
        try (ServerProcess server = Servers.echo()) {
            Process cli = CliProcess.builder("connect", Servers.url(server), "--linger", "3s")
                    .redirectOutput(replies.toFile())
                    .redirectError(folder.resolve("events").toFile())
                    .start();
            try {
                write(cli, count);
                assertThat(cli.waitFor(90, TimeUnit.SECONDS)).isTrue();
                assertThat(cli.exitValue()).isZero();
            } finally {
                cli.destroyForcibly().onExit().join();
            }
        }
        try (Stream<String> lines = Files.lines(replies)) {
            assertThat(lines.collect(toList()))
                    .isEqualTo(
                            IntStream.range(0, count).mapToObj(i -> "line " + i).collect(toList()));
        }
    }

    private static void write(Process cli, int count) throws IOException {
        try (Writer in =
                new BufferedWriter(new OutputStreamWriter(cli.getOutputStream(), StandardCharsets.UTF_8), 1 << 16)) {
            for (int i = 0; i < count; i++) {
                in.write("line " + i + "\n");
            }
        }
    }
}
