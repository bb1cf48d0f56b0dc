package dev.mooring.tyrus.engine;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;

class UrisTest {

    @Test
    void aUserIsRefusedForItWouldNeverBeSent() {
        assertThatThrownBy(() -> Uris.check(URI.create("wss://me:hunter2@host:1/path")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Authorization")
                .hasMessageContaining("wss://host:1/path")
                .hasMessageNotContaining("hunter2")
                .hasMessageNotContaining("me:");
        assertThatCode(() -> Uris.check(URI.create("wss://host:1/path?user=me@home")))
                .doesNotThrowAnyException();
    }
}
