package dev.mooring.server.handshake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathTemplateTest {

    private static final PathTemplate CHAT = PathTemplate.of("/chat/{room}/{seat}");

    @Test
    void variablesAreDecoded() {
        assertThat(CHAT.match("/chat/a%20b+c/%C3%BC")).isEqualTo(Map.of("room", "a b+c", "seat", "ü"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/chat/a",
                "/chat/a/b/c",
                "/Chat/a/b",
                "/chats/a/b",
                "chat",
                "/",
                "",
                "/x/chat/a/b",
                "/chat/%zz/b"
            })
    void anotherPathDoesNotMatch(String path) {
        assertThat(CHAT.match(path)).isNull();
    }

    @Test
    void anEncodedSlashStaysInsideItsSegment() {
        assertThat(CHAT.match("/chat/a%2Fb/c")).isEqualTo(Map.of("room", "a/b", "seat", "c"));
    }

    @Test
    void theEndOfAPathMatchesBehindAContextPath() {
        assertThat(CHAT.matchEnd("/context/chat/a/b")).containsEntry("room", "a");
        assertThat(CHAT.matchEnd("/chat/a")).isNull();
    }

    @Test
    void fixedTextFurtherToTheLeftComesFirst() {
        assertThat(Stream.of("/{a}/b/c", "/a/{b}/{c}", "/a/{b}/c", "/a/b/{c}", "/{a}/{b}/{c}", "/a/b/c")
                        .map(PathTemplate::of)
                        .sorted(Comparator.comparing(PathTemplate::precedence))
                        .map(PathTemplate::toString))
                .containsExactly("/a/b/c", "/a/b/{c}", "/a/{b}/c", "/a/{b}/{c}", "/{a}/b/c", "/{a}/{b}/{c}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"chat", "/chat/{room", "/chat/x{room}", "/chat/{a}{b}", "/chat/{}"})
    void malformedTemplatesAreRefused(String template) {
        assertThatThrownBy(() -> PathTemplate.of(template)).isInstanceOf(IllegalArgumentException.class);
    }
}
