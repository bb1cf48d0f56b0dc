package dev.mooring.websocket.dispatch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
        }
    }
}
