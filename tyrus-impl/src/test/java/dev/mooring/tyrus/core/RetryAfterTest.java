package dev.mooring.tyrus.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @ParameterizedTest
    @CsvSource({"0,PT0S", "120,PT2M", "' 7 ',PT7S", "86400,PT24H"})
    void seconds(String header, Duration expected) {
        assertThat(RetryAfter.parse(header, NOW)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "Sun, 01 Mar 2026 12:00:30 GMT;PT30S",
                "Sun, 1 Mar 2026 13:00:00 GMT;PT1H",
                "Sun, 01 Mar 2026 11:59:00 GMT;PT0S"
            })
    void aDateAndOneThatIsOverMeansAtOnce(String header, Duration expected) {
        assertThat(RetryAfter.parse(header, NOW)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"86401", "9223372036854775807", "99999999999999999999", "Mon, 01 Mar 2027 12:00:00 GMT"})
    void nobodyMeansLongerThanADay(String header) {
        assertThat(RetryAfter.parse(header, NOW)).isEqualTo(Duration.ofDays(1));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "  ",
                "soon",
                "-5",
                "1.5",
                "12 s",
                "١٢",
                "Sun, 99 Mar 2026 12:00:30 GMT",
                "Mon, 01 Mar 2026 12:00:00 GMT"
            })
    void whatMakesNoSenseIsNoHeader(@Nullable String header) {
        assertThat(RetryAfter.parse(header, NOW)).isNull();
    }

    @Test
    void theClockThatIsAskedIsTheOneGiven() {
        Instant later = NOW.plusSeconds(10);
        assertThat(RetryAfter.parse("Sun, 01 Mar 2026 12:00:30 GMT", later)).isEqualTo(Duration.ofSeconds(20));
    }
}
