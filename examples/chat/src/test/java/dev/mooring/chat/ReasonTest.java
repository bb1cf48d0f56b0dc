package dev.mooring.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class ReasonTest {

    @Test
    void aFailureWithoutAMessageIsItsType() {
        assertThat(Reason.of(new TimeoutException())).isEqualTo("TimeoutException");
        assertThat(Reason.of(new IllegalStateException("no way"))).isEqualTo("no way");
    }
}
