package dev.mooring.tyrus.resume;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.websocket.delivery.Receiving;
import dev.mooring.websocket.delivery.ResumeResponse;
import org.junit.jupiter.api.Test;

class ResumptionTest {

    @Test
    void anAttemptThatALaterOneHasOvertakenAsksForNothingAndFencesNothingOff() throws Exception {
        Resumption resumption = new Resumption();
        resumption.request(3, true);
        Answer answer = requireNonNull(
                resumption.answered(3, new ResumeResponse(false, "session1", "t".repeat(43), 0, 0, null).format()));
        assertThat(resumption.request(2, true)).isNull();
        Receiving receiving = requireNonNull(answer.receiving());
        assertThat(receiving.begin(3)).isTrue();
        assertThat(receiving.begun()).isEqualTo(1);
    }
}
