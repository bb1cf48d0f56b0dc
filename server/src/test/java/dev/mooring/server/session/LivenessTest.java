package dev.mooring.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.server.session.Liveness.Verdict;
import dev.mooring.websocket.Heartbeat;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LivenessTest {

    private final Liveness liveness =
            new Liveness(Heartbeat.ping().every(Duration.ofNanos(100)).timeout(Duration.ofNanos(50)), 0);

    @Test
    void silenceIsPingedAndThenDead() {
        assertThat(liveness.judge(99, false)).isEqualTo(Verdict.FINE);
        assertThat(liveness.judge(100, false)).isEqualTo(Verdict.PING);
        liveness.pinged(100);
        assertThat(liveness.judge(149, false)).isEqualTo(Verdict.FINE);
        assertThat(liveness.judge(150, false)).isEqualTo(Verdict.DEAD);
    }

    @Test
    void whateverArrivesIsLife() {
        liveness.judge(100, false);
        liveness.pinged(100);
        liveness.heard(120);
        assertThat(liveness.judge(150, false)).isEqualTo(Verdict.FINE);
        assertThat(liveness.judge(219, false)).isEqualTo(Verdict.FINE);
        assertThat(liveness.judge(220, false)).isEqualTo(Verdict.PING);
    }

    @Test
    void aBusyEndpointStopsTheTimeout() {
        liveness.judge(100, false);
        liveness.pinged(100);
        assertThat(liveness.judge(150, true)).isEqualTo(Verdict.FINE);
        assertThat(liveness.judge(1000, true)).isEqualTo(Verdict.FINE);
        assertThat(liveness.judge(1049, false)).isEqualTo(Verdict.FINE);
        assertThat(liveness.judge(1050, false)).isEqualTo(Verdict.DEAD);
    }

    @Test
    void theTimeoutBeginsWhenThePingIsSent() {
        assertThat(liveness.judge(100, false)).isEqualTo(Verdict.PING);
        assertThat(liveness.judge(150, false)).isEqualTo(Verdict.FINE);
        assertThat(liveness.judge(1000, false)).as("once").isEqualTo(Verdict.FINE);
        liveness.pinged(1040);
        assertThat(liveness.judge(1089, false)).isEqualTo(Verdict.FINE);
        assertThat(liveness.judge(1090, false)).isEqualTo(Verdict.DEAD);
    }

    @Test
    void aBusyEndpointIsNotPinged() {
        assertThat(liveness.judge(500, true)).isEqualTo(Verdict.FINE);
        assertThat(liveness.judge(501, false)).isEqualTo(Verdict.PING);
    }

    @Test
    void aReplyIsTakenOnce() {
        assertThat(liveness.takeReply()).isFalse();
        liveness.judge(100, false);
        assertThat(liveness.takeReply()).isTrue();
        assertThat(liveness.takeReply()).isFalse();
    }

    @Test
    void withoutHeartbeatNothingHappens() {
        Liveness off = new Liveness(Heartbeat.off(), 0);
        assertThat(off.judge(Long.MAX_VALUE / 2, false)).isEqualTo(Verdict.FINE);
    }
}
