package dev.mooring.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

    @ParameterizedTest
    @CsvSource({
        "100ms, PT0.1S", "1s, PT1S", "2m, PT2M", "3h, PT3H", "1d, PT24H",
        "1.5s, PT1.5S", "0.25s, PT0.25S", "0, PT0S", "0s, PT0S", "007s, PT7S"
    })
    void aNumberAndAUnitAreADuration(String text, Duration expected) {
        assertThat(Durations.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "5",
                "s",
                "1 s",
                "-1s",
                "1S",
                "1sec",
                "1h30m",
                "PT1S",
                "1.s",
                ".5s",
                "1e3s",
                "99999999999999999s"
            })
    void whatIsNoDurationIsExplained(String text) {
        assertThatThrownBy(() -> Durations.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + text
                        + "' is not a duration: write a number and its unit, like 100ms, 1s, 1.5s, 2m, 1h or 1d");
    }

    @Test
    void aDurationThatOverflowsIsExplained() {
        assertThatThrownBy(() -> Durations.parse("999999999999999d"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("too long");
    }

    @ParameterizedTest
    @CsvSource({
        "PT0.003S, 3 ms",
        "PT0.9999S, 999 ms",
        "PT1.25S, 1.25 s",
        "PT59.94S, 59.9 s",
        "PT2M5S, 2 min 5 s",
        "PT25H3M, 25 h 3 min"
    })
    void durationsAreShownShort(Duration duration, String expected) {
        assertThat(Durations.show(duration)).isEqualTo(expected);
    }
}
