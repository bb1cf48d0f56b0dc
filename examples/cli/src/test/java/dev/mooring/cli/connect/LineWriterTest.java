package dev.mooring.cli.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LineWriterTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Test
    void aMessageIsOneLineAsItIs() {
        new LineWriter(bytes, false).text("grüß\\n \t\u001b[31m");
        assertThat(written()).isEqualTo("grüß\\n \t\u001b[31m\n");
    }

    @Test
    void lineBreaksInsideAMessageAreEscaped() {
        new LineWriter(bytes, false).text("a\nb\r\nc");
        assertThat(written()).isEqualTo("a\\nb\\r\\nc\n");
    }

    @Test
    void onATerminalControlCharactersAreReplaced() {
        new LineWriter(bytes, true).text("\u001b[31m\tred");
        assertThat(written()).isEqualTo("\ufffd[31m\tred\n");
    }

    @Test
    void binaryMessagesAreBase64() {
        new LineWriter(bytes, false).binary(ByteBuffer.wrap(new byte[] {0, 1, (byte) 0xff}));
        assertThat(written()).isEqualTo("base64:AAH/\n");
    }

    private String written() {
        return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }
}
