package dev.mooring.tyrus.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.tyrus.core.Pongs;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PingsTest {

    @Test
    void ofManyPingsThatComeTogetherAFewAndTheNewestAreAnswered() throws Exception {
        Bench bench = Bench.reader(1000, true);
        ByteArrayOutputStream pings = new ByteArrayOutputStream();
        for (int i = 0; i < 100; i++) {
            pings.writeBytes(Frame.of(0x89, "ping " + i));
        }
        bench.feed(pings.toByteArray());
        List<Frame> frames = bench.frames();
        assertThat(frames).allMatch(frame -> frame.first() == 0x8A);
        assertThat(frames).extracting(Frame::text).isEqualTo(firstOnesAnd("ping 99"));
        assertThat(bench.recorder.reads).as("signs of life").hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aPeerThatDoesNotReadCostsAFewAnswers(boolean compressed) throws Exception {
        Bench bench = compressed ? Bench.compressed(1000) : Bench.reader(1000, true);
        bench.channel().unsafe().outboundBuffer().setUserDefinedWritability(1, false);
        for (int i = 0; i < 1000; i++) {
            bench.feed(Frame.of(0x89, "ping " + i));
        }
        assertThat(bench.frames()).isEmpty();
        bench.channel().unsafe().outboundBuffer().setUserDefinedWritability(1, true);
        bench.channel().runPendingTasks();
        List<Frame> frames = bench.frames();
        assertThat(frames).extracting(Frame::text).isEqualTo(firstOnesAnd("ping 999"));
    }

    @Test
    void aFewPingsAreAnsweredEach() throws Exception {
        Bench bench = Bench.reader(1000, true);
        ByteArrayOutputStream pings = new ByteArrayOutputStream();
        for (int i = 0; i < Pongs.MOST; i++) {
            pings.writeBytes(Frame.of(0x89, "ping " + i));
        }
        bench.feed(pings.toByteArray());
        assertThat(bench.frames()).hasSize(Pongs.MOST);
    }

    private static List<String> firstOnesAnd(String newest) {
        return Stream.concat(IntStream.range(0, Pongs.MOST).mapToObj(i -> "ping " + i), Stream.of(newest))
                .toList();
    }
}
