package dev.mooring.tyrus.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.websocket.Failure;
import jakarta.websocket.CloseReason;
import org.glassfish.tyrus.core.CloseReasons;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CloseCodeRepairTest {

    @Test
    void anEmptyCloseFrameIs1005AndAReal1000WithTyrussWordsIs1000() {
        assertThat(CloseCodeRepair.failure(CloseReasons.NORMAL_CLOSURE.getCloseReason())
                        .closeCode())
                .isEqualTo(1005);
        assertThat(repaired(1000, CloseReasons.NORMAL_CLOSURE.getCloseReason().getReasonPhrase())
                        .closeCode())
                .isEqualTo(1000);
    }

    @Test
    void tyrussIllegal1014Is1014AndAReal1002Is1002() {
        assertThat(repaired(1002, "Illegal status code: 1014").closeCode()).isEqualTo(1014);
        assertThat(repaired(1002, "bad frame").closeCode()).isEqualTo(1002);
    }

    @Test
    void withoutACloseFrameTheConnectionIsLost() {
        Failure lost = repaired(1006, "whatever");
        assertThat(lost.kind()).isEqualTo(Failure.Kind.LOST);
        assertThat(lost.closeReason()).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 1001, 1003, 1007, 1008, 1009, 1010, 1012, 1013, 4000, 4401, 4999})
    void allOthersStayWhatTheyAre(int code) {
        Failure told = repaired(code, "reason");
        assertThat(told.kind()).isEqualTo(Failure.Kind.CLOSED_BY_PEER);
        assertThat(told.closeCode()).isEqualTo(code);
        assertThat(told.closeReason()).extracting(CloseReason::getReasonPhrase).isEqualTo("reason");
    }

    private static Failure repaired(int code, String reason) {
        return CloseCodeRepair.failure(new CloseReason(() -> code, reason));
    }
}
