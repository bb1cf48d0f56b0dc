package dev.mooring.cli.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineReaderTest {

    @Test
    void linesEndWithLfOrCrLfAndTheLastNeedsNoEnd() throws IOException {
        assertThat(lines("a\nb\r\n\nc")).containsExactly("a", "b", "", "c");
        assertThat(lines("a\n")).containsExactly("a");
        assertThat(lines("")).isEmpty();
        assertThat(lines("\n")).containsExactly("");
    }

    @Test
    void aCarriageReturnInsideALineStays() throws IOException {
        assertThat(lines("a\rb\n")).containsExactly("a\rb");
    }

    @Test
    void linesAreUtf8() throws IOException {
        assertThat(lines("grüß 𝄞\n")).containsExactly("grüß 𝄞");
    }

    @Test
    void aLineOverTheLimitIsSkippedAndReadingGoesOn() throws IOException {
        LineReader reader = reader("12345\n123456\n1\n", 5);
        assertThat(reader.next()).isEqualTo("12345");
        assertThatThrownBy(reader::next)
                .isInstanceOf(LineReader.TooLong.class)
                .hasMessageContaining("6 bytes")
                .hasMessageContaining("5");
        assertThat(reader.next()).isEqualTo("1");
        assertThat(reader.next()).isNull();
    }

    private static List<String> lines(String input) throws IOException {
        LineReader reader = reader(input, 100);
        List<String> lines = new ArrayList<>();
        for (String line = reader.next(); line != null; line = reader.next()) {
            lines.add(line);
        }
        return lines;
    }

    private static LineReader reader(String input, int maxBytes) {
        return new LineReader(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), maxBytes);
    }
}
