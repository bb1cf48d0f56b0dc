package dev.mooring.tyrus.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.websocket.Extension;
import jakarta.websocket.Extension.Parameter;
import java.util.List;
import org.glassfish.tyrus.core.HandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamedExtensionsTest {

    private static List<String> read(String... lines) throws HandshakeException {
        return NamedExtensions.of(List.of(lines)).stream()
                .map(NamedExtensionsTest::written)
                .toList();
    }

    private static String written(Extension extension) {
        StringBuilder written = new StringBuilder(extension.getName());
        for (Parameter parameter : extension.getParameters()) {
            written.append("; ").append(parameter.getName());
            if (parameter.getValue() != null) {
                written.append('=').append(parameter.getValue());
            }
        }
        return written.toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "permessage-deflate | permessage-deflate",
                "a;b=1;c | a; b=1; c",
                "'\t a \t;\tb = 1 ; c\t' | a; b=1; c",
                "a; b=\"12\" ; c | a; b=12; c",
                "a; b=\"1,2;3=\\\"4\\\\\" | a; b=1,2;3=\"4\\",
                "a; b=\"\" | a; b=",
                "a; | a",
                "a;; b | a; b",
                "', , a ,' | a"
            })
    void oneIsReadWithItsParameters(String line, String extension) throws Exception {
        assertThat(read(line)).containsExactly(extension);
    }

    @Test
    void manyAreReadInTheirOrder() throws Exception {
        assertThat(read("a; x=1, b", "", "c;y , d;x;y=2")).containsExactly("a; x=1", "b", "c; y", "d; x; y=2");
    }

    @Test
    void onesOfBlanksAloneAreNone() throws Exception {
        assertThat(read(" ,\t, ", " ", ",")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a b",
                "a=1",
                "=",
                "a; b=",
                "a; =1",
                "a; b=\"1",
                "a; b=\"1\"2",
                "a; b=1 2",
                "a, b\u0000;\"",
                "\"a\""
            })
    void whatIsNoneIsRefused(String line) {
        assertThatThrownBy(() -> read("a", line))
                .isInstanceOf(HandshakeException.class)
                .hasMessageContaining("Sec-WebSocket-Extensions")
                .hasMessageNotContaining("\u0000");
    }

    @Test
    void aLongOneIsReadInATimeThatGrowsWithIt() throws Exception {
        assertThat(read("a; b=\"" + "\\x".repeat(100_000) + "\"")).hasSize(1);
        assertThatThrownBy(() -> read("a; b=\"" + " ".repeat(100_000))).isInstanceOf(HandshakeException.class);
    }
}
