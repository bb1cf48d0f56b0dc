package dev.mooring.cli.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StatusLineTest {

    @Test
    void aTerminalThatIsResizedAfterTheEndIsLeftAlone() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        StatusLine line = new StatusLine(new PrintStream(bytes, true, StandardCharsets.UTF_8), true);
        line.close();
        assertThatCode(line::resized).doesNotThrowAnyException();
        assertThat(bytes.size()).isZero();
    }
}
