package dev.mooring.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class DemoIT {

    private static final Pattern SERVER = Pattern.compile(".*ready, process (\\d+).*");

    @Test
    @Timeout(120)
    void theDemoRunsInUnderAMinuteAndLeavesNothingBehind() throws Exception {
        long start = System.nanoTime();
        try (CliProcess demo = CliProcess.start()) {
            int code = demo.exitCode(Duration.ofSeconds(90));
            assertThat(code)
                    .as("exit code; it said %s %s", demo.out(), demo.err())
                    .isZero();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMinutes(1));
            assertThat(demo.err()).isEmpty();
            assertThat(demo.out())
                    .as("what happens, the times, and a tally")
                    .anyMatch(line -> line.contains("kill -9"))
                    .anyMatch(line -> line.contains("recovered in"))
                    .anyMatch(line -> line.matches(" *in the outbox .*; 0 of them lost"))
                    .anyMatch(line -> line.matches("Out of order +0 *"))
                    .anyMatch(line -> line.matches("Repeated +0 *"))
                    .noneMatch(line -> line.contains("\u001b"));
            demo.out().stream()
                    .map(SERVER::matcher)
                    .filter(m -> m.matches())
                    .forEach(m -> assertThat(ProcessHandle.of(Long.parseLong(m.group(1))))
                            .as("server process %s", m.group(1))
                            .isEmpty());
        }
    }
}
