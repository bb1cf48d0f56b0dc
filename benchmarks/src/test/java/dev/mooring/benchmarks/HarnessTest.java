package dev.mooring.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The harness as a whole, with its processes: what it prints is not looked at, but that it comes to its end is. */
@Timeout(120)
class HarnessTest {

    /** Jetty's client, which opens no connection beside others, is only ever used in a process of its own. */
    @Test
    void throughputComparesContendersInForks() {
        String tables = Throughput.run(
                "--contenders",
                "jetty,netty",
                "--rows",
                "receive-64",
                "--forks",
                "1",
                "--turns",
                "2",
                "--millis",
                "50",
                "--warmup",
                "0");

        assertThat(tables)
                .containsPattern("\\| receive-64 \\| \\d+\\.\\d\\d \\(.+\\) \\| 1\\.00 \\|")
                .containsPattern("\\| geometric mean, without pingpong \\| \\d+\\.\\d\\d \\| 1\\.00 \\|");
    }

    @Test
    void aForkThatFailsEndsTheRun() {
        assertThatThrownBy(() -> Throughput.run("--contenders", "netty,nobody", "--rows", "send-64"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("nobody in send-64");
    }

    /** One row of each kind, each until its last message is through. */
    @Test
    void togetherComparesWaysToUseOneClient() {
        String tables = Together.run(
                "--server",
                "undertow",
                "--rows",
                "stream-64,receive-1k,echo-64",
                "--forks",
                "1",
                "--turns",
                "2",
                "--millis",
                "50",
                "--warmup",
                "0.1");

        assertThat(tables)
                .containsPattern("\\| stream-64 \\| \\d+\\.\\d\\d \\(.+\\) \\| 1\\.00 \\|")
                .containsPattern("\\| receive-1k \\| \\d+\\.\\d\\d \\(.+\\) \\| 1\\.00 \\|")
                .containsPattern("\\| echo-64 \\| \\d+\\.\\d\\d \\(.+\\) \\| 1\\.00 \\|");
    }

    @Test
    void togetherNeedsAServerThatKnowsWhenAllIsThrough() {
        assertThatThrownBy(() -> Together.run("--server", "neutral"))
                .hasMessage("the neutral server does not tell when all is through: give another one with --server");
        assertThatThrownBy(() -> Together.run("--rows", "echo50-64"))
                .hasMessage("no bouts of echo50-64: asynchronous rows of one connection only");
    }

    @Test
    void idleTellsWhatSessionsCost() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        Idle.run(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                "--contenders",
                "resilient,netty",
                "--sessions",
                "20",
                "--warm",
                "1",
                "--settle",
                "0.1");

        assertThat(out.toString(StandardCharsets.UTF_8))
                .containsPattern("\\| 20 \\| resilient \\|(.+\\|){3} 1\\.\\d\\d \\|")
                .contains("| 20 | netty |");
    }
}
