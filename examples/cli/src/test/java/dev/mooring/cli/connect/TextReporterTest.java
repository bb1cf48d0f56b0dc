package dev.mooring.cli.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.websocket.Closed;
import dev.mooring.websocket.ConnectionException;
import dev.mooring.websocket.DropReason;
import dev.mooring.websocket.Failed;
import dev.mooring.websocket.Failure;
import dev.mooring.websocket.MessageDropped;
import dev.mooring.websocket.Opened;
import dev.mooring.websocket.RetryScheduled;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TextReporterTest {

    private static final Instant AT = Instant.parse("2026-01-02T03:04:05.678Z");
    private static final ConnectionException REFUSED =
            new ConnectionException(Failure.of(Failure.Kind.REFUSED, "could not connect", null));

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TextReporter reporter = new TextReporter(new PrintStream(bytes, true, StandardCharsets.UTF_8), false);

    @Test
    void eachEventIsOneLineWithTheTimeOfDay() {
        reporter.onEvent(new Opened("s", AT, 1, "ws://h/", Duration.ofMillis(20)));
        reporter.onEvent(new Closed("s", AT, 1, 1001, "bye", Duration.ofSeconds(90)));
        reporter.onEvent(new RetryScheduled("s", AT, 2, 10, Duration.ofMillis(1500), REFUSED));
        assertThat(lines())
                .allMatch(line -> line.matches("\\d\\d:\\d\\d:05\\.678  .*"))
                .extracting(line -> line.substring(14))
                .containsExactly(
                        "open     ws://h/ after 20 ms",
                        "ended    1001 bye, had been open for 1 min 30 s",
                        "waiting  retry 2 of 10 in 1.50 s: could not connect");
    }

    @Test
    void retriesForEverHaveNoTotal() {
        reporter.onEvent(new RetryScheduled("s", AT, 2, -1, Duration.ofMillis(15), REFUSED));
        assertThat(lines()).singleElement().asString().endsWith("retry 2 in 15 ms: could not connect");
    }

    @Test
    void manyDroppedMessagesInARowAreToldOnce() {
        for (int i = 0; i < 1000; i++) {
            reporter.onEvent(new MessageDropped("s", AT, DropReason.SESSION_ENDED, 7));
        }
        assertThat(lines()).singleElement().asString().endsWith("dropped  a message of 7 bytes: session ended");
    }

    @Test
    void aFailureIsTheLastCauseAndHowOftenItWasTried() {
        reporter.onEvent(new Failed("s", AT, 3, REFUSED));
        reporter.failed(new IllegalStateException("a long story"));
        assertThat(lines()).containsExactly("mooring: failed after 3 retries: could not connect");
    }

    @Test
    void aFailureWithoutASessionIsTold() {
        reporter.failed(new IllegalStateException("no\n  way"));
        assertThat(lines()).containsExactly("mooring: failed: no; way");
    }

    @Test
    void notesAreLinesToo() {
        reporter.note("Unsent", "unsent   2 lines", Map.of("lines", 2));
        assertThat(lines()).singleElement().asString().endsWith("unsent   2 lines");
    }

    private List<String> lines() {
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
