package dev.mooring.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class MainTest {

    @Test
    void aFailureWithoutAMessageIsItsType() {
        assertThat(Main.told(new TimeoutException())).isEqualTo("TimeoutException");
        assertThat(Main.told(new IllegalStateException("no way"))).isEqualTo("no way");
    }
}
