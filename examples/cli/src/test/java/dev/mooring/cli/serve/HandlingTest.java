package dev.mooring.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HandlingTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    @Test
    void aReceivedTextIsOneLineAsItIs() {
        new Handling(Handling.Answer.NOBODY, out, false).received("\u001b[31mgrüß\n");
        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualToNormalizingNewlines("\u001b[31mgrüß\\n\n");
    }

    @Test
    void onATerminalControlCharactersAreReplaced() {
        new Handling(Handling.Answer.NOBODY, out, true).received("\u001b[31mred");
        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualToNormalizingNewlines("\ufffd[31mred\n");
    }

    @ParameterizedTest
    @CsvSource({"::1, [::1]", "[::1], [::1]", "127.0.0.1, 127.0.0.1", "localhost, localhost"})
    void anIpv6AddressIsShownInBrackets(String host, String shown) {
        assertThat(ServeCommand.authority(host)).isEqualTo(shown);
    }
}
