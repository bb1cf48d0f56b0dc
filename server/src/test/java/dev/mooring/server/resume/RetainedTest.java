package dev.mooring.server.resume;

import static org.assertj.core.api.Assertions.assertThatCode;

import dev.mooring.server.topic.Outbound;
import dev.mooring.websocket.SendOptions;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class RetainedTest {

    @Test
    void whatASenderThrowsWhenItIsToldStaysWithIt() {
        Retained retained = new Retained(
                Outbound.text("a", SendOptions.NONE),
                result -> {
                    throw new AssertionError("told to");
                },
                false,
                () -> 0);
        assertThatCode(retained::acknowledged).doesNotThrowAnyException();
        assertThatCode(() -> retained.fail(new IOException("lost"))).doesNotThrowAnyException();
    }
}
