package dev.mooring.tyrus.netty;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class PingsTest {

    @Test
    void ofPingsThatComeTogetherOnlyTheNewestIsAnswered() throws Exception {
        Bench bench = Bench.reader(1000, true);
        ByteArrayOutputStream pings = new ByteArrayOutputStream();
        for (int i = 0; i < 100; i++) {
            pings.writeBytes(Frame.of(0x89, "ping " + i));
        }
        bench.feed(pings.toByteArray());
        List<Frame> frames = bench.frames();
        assertThat(frames).hasSize(1);
        assertThat(frames.get(0).first()).isEqualTo(0x8A);
        assertThat(frames.get(0).text()).isEqualTo("ping 99");
        assertThat(bench.recorder.reads).as("signs of life").hasValue(1);
    }

    @Test
    void aPeerThatDoesNotReadCostsOneAnswer() throws Exception {
        Bench bench = Bench.reader(1000, true);
        bench.channel().unsafe().outboundBuffer().setUserDefinedWritability(1, false);
        for (int i = 0; i < 1000; i++) {
            bench.feed(Frame.of(0x89, "ping " + i));
        }
        assertThat(bench.frames()).isEmpty();
        bench.channel().unsafe().outboundBuffer().setUserDefinedWritability(1, true);
        bench.channel().runPendingTasks();
        List<Frame> frames = bench.frames();
        assertThat(frames).extracting(Frame::text).containsExactly("ping 0", "ping 999");
    }
}
