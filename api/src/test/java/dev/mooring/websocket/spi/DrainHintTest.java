package dev.mooring.websocket.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DrainHintTest {

    @ParameterizedTest
    @CsvSource({"0, PT0S", "1500, PT1.5S", "86400000, PT24H", "86400001, PT24H", "999999999, PT24H"})
    void aWaitIsReadAndNobodyMeansLongerThanADay(String millis, Duration expected) {
        assertThat(DrainHint.parse("mooring;retry-ms=" + millis)).hasValue(new DrainHint(expected, null));
    }

    @Test
    void whatIsWrittenIsRead() {
        DrainHint hint = new DrainHint(Duration.ofMillis(50), URI.create("wss://other.example/chat"));
        assertThat(DrainHint.parse(hint.toReason())).hasValue(hint);
    }
}
