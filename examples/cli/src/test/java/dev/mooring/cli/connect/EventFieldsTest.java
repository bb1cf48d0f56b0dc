package dev.mooring.cli.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.mooring.websocket.CircuitChanged;
import dev.mooring.websocket.CircuitState;
import dev.mooring.websocket.Closed;
import dev.mooring.websocket.ConnectionException;
import dev.mooring.websocket.DropReason;
import dev.mooring.websocket.Failed;
import dev.mooring.websocket.Failure;
import dev.mooring.websocket.HeartbeatMissed;
import dev.mooring.websocket.MessageDropped;
import dev.mooring.websocket.Opened;
import dev.mooring.websocket.Resumed;
import dev.mooring.websocket.RetryScheduled;
import dev.mooring.websocket.SessionEvent;
import dev.mooring.websocket.SessionReset;
import dev.mooring.websocket.SessionState;
import dev.mooring.websocket.StateChanged;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventFieldsTest {

    private static final Instant AT = Instant.parse("2026-01-02T03:04:05.678Z");
    private static final ConnectionException CAUSE =
            new ConnectionException(Failure.of(Failure.Kind.REFUSED, "connection \"refused\"", null));

    static Stream<SessionEvent> oneOfEachKind() {
        return Stream.of(
                new StateChanged("s", AT, SessionState.OPEN, SessionState.WAITING, CAUSE),
                new Opened("s", AT, 2, "ws://h:1/p", Duration.ofMillis(15)),
                new Closed("s", AT, 2, 1006, "", Duration.ofSeconds(61)),
                new RetryScheduled("s", AT, 3, 10, Duration.ofNanos(1_234_567_890), CAUSE),
                new CircuitChanged("s", AT, "h:1", CircuitState.CLOSED, CircuitState.OPEN),
                new HeartbeatMissed("s", AT, 2, Duration.ofSeconds(40)),
                new MessageDropped("s", AT, DropReason.EXPIRED, 12),
                new Resumed("s", AT, 2, 7, 3),
                new SessionReset("s", AT, 2, "expired", 7, true),
                new Failed("s", AT, 10, CAUSE));
    }

    @Test
    void theSamplesAreAllKindsThereAre() {
        assertThat(oneOfEachKind().map(Object::getClass))
                .containsExactlyInAnyOrder(SessionEvent.class.getPermittedSubclasses());
    }

    @ParameterizedTest
    @MethodSource("oneOfEachKind")
    void eachEventIsOneLineOfJsonWithItsAccessorsAsFields(SessionEvent event) {
        Map<String, Object> json = json(event);
        assertThat(List.copyOf(json.keySet()).subList(0, 2)).containsExactly("event", "at");
        assertThat(json)
                .contains(entry("event", event.getClass().getSimpleName()))
                .contains(entry("at", "2026-01-02T03:04:05.678Z"))
                .contains(entry("sessionId", "s"))
                .hasSize(event.getClass().getRecordComponents().length + 1);
    }

    @Test
    void durationsAreNumbersOfMilliseconds() {
        assertThat(json(new RetryScheduled("s", AT, 3, 10, Duration.ofNanos(1_234_567_890), CAUSE)))
                .contains(entry("delayMs", BigDecimal.valueOf(1234)))
                .contains(entry("attempt", BigDecimal.valueOf(3)))
                .contains(entry("maxRetries", BigDecimal.valueOf(10)));
        assertThat(json(new HeartbeatMissed("s", AT, 2, Duration.ofSeconds(40))))
                .contains(entry("silenceMs", BigDecimal.valueOf(40_000)));
    }

    @Test
    void exceptionsAreTheirMessage() {
        assertThat(json(new Failed("s", AT, 10, CAUSE))).contains(entry("cause", "connection \"refused\""));
    }

    @Test
    void constantsAreTheirNames() {
        assertThat(json(new StateChanged("s", AT, SessionState.OPEN, SessionState.WAITING, CAUSE)))
                .contains(entry("from", "OPEN"))
                .contains(entry("to", "WAITING"));
        assertThat(json(new CircuitChanged("s", AT, "h:1", CircuitState.CLOSED, CircuitState.OPEN)))
                .contains(entry("from", "CLOSED"))
                .contains(entry("to", "OPEN"));
    }

    @Test
    void nullIsLeftOut() {
        assertThat(json(new StateChanged("s", AT, SessionState.CONNECTING, SessionState.OPEN, null)))
                .doesNotContainKey("cause");
    }

    @Test
    void anEmptyReasonStays() {
        assertThat(json(new Closed("s", AT, 1, 1005, "", Duration.ZERO)))
                .contains(entry("code", BigDecimal.valueOf(1005)))
                .contains(entry("reason", ""));
    }

    private static Map<String, Object> json(SessionEvent event) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new JsonReporter(new PrintStream(bytes, true, StandardCharsets.UTF_8)).onEvent(event);
        String line = bytes.toString(StandardCharsets.UTF_8);
        assertThat(line.lines()).hasSize(1);
        Jsonb jsonb = JsonbBuilder.create();
        @SuppressWarnings("unchecked")
        Map<String, Object> fields = jsonb.fromJson(line, LinkedHashMap.class);
        return fields;
    }
}
