package dev.mooring.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is shown of texts and URIs that others chose. */
class SafeTextTest {

    @ParameterizedTest
    @ValueSource(strings = {"\r", "\n", "\u001b", "\u0000", "\u007f", "\u0085", "\u2028", "\u2029", "\u202e", "\ud83d"})
    void unsafeCharactersAreReplaced(String unsafe) {
        assertThat(Printable.of("a" + unsafe + "b")).isEqualTo("a\ufffdb");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "plain text", "Grüße", "日本語", "a😀b", "tilde ~ and nbsp\u00a0"})
    void otherTextStaysAsItIs(String text) {
        assertThat(Printable.of(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "wss://host/path, wss://host/path",
        "wss://host:8443/path, wss://host:8443/path",
        "wss://user:secret@host/path, wss://host/path",
        "wss://host/path?token=secret, wss://host/path?…",
        "wss://host/path#secret, wss://host/path",
        "ws://[::1]:80/, ws://[::1]:80/",
        "/path?secret, /path?…"
    })
    void secretsGoFromUris(String uri, String shown) {
        assertThat(Redaction.of(URI.create(uri))).isEqualTo(shown);
    }

    @Test
    void attemptShowsNoQuery() {
        assertThat(new Attempt(2, 3, URI.create("ws://h/p?token=secret"), null))
                .hasToString("Attempt[number=2, epoch=3, uri=ws://h/p?…]");
    }
}
