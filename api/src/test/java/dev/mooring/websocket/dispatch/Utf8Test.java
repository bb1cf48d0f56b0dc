package dev.mooring.websocket.dispatch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8Test {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "plain ASCII",
                "\u007f\u0080",
                "\u07ff\u0800",
                "é",
                "€uro",
                "a😀b",
                "\ud83d",
                "\ude00",
                "\ude00\ud83d",
                "\ud83d\ud83d\ude00",
                "x\ud83dy",
                "\uffff"
            })
    void lengthIsThatOfTheEncodedBytes(String text) {
        assertThat(Utf8.length(text)).isEqualTo(text.getBytes(UTF_8).length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "é", "€uro", "a😀b", "\uffff"})
    void whatCanBeEncodedIsMeasuredByItsLength(String text) {
        assertThat(Utf8.measure(text)).isEqualTo(text.getBytes(UTF_8).length);
        assertThat(Utf8.encodable(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "\ud83d, ?",
        "\ude00\ud83d, ??",
        "\ud83d\ud83d\ude00, ?\ud83d\ude00",
        "é\ude00€, é?€",
        "x\ud83dy, x?y",
        "xy\ud83d, xy?"
    })
    void anUnpairedSurrogateIsFoundAndBecomesAQuestionMark(String text, String encodable) {
        assertThat(Utf8.measure(text)).isEqualTo(~Utf8.length(text)).isNegative();
        assertThat(Utf8.encodable(text)).isEqualTo(encodable);
    }

    @Test
    void lengthIsThatOfTheEncodedBytesForAnyChars() {
        Random random = new Random(4711);
        char[] bounds = {0, 0x7f, 0x80, 0x7ff, 0x800, 0xd7ff, 0xd800, 0xdbff, 0xdc00, 0xdfff, 0xe000, 0xffff};
        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(12); i > 0; i--) {
                text.append(random.nextBoolean() ? bounds[random.nextInt(bounds.length)] : (char) random.nextInt());
            }
            assertThat(Utf8.length(text.toString())).isEqualTo(text.toString().getBytes(UTF_8).length);
            assertThat(Utf8.measure(text.toString()) < 0)
                    .isEqualTo(!Utf8.encodable(text.toString()).contentEquals(text));
        }
    }
}
