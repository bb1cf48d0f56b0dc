package dev.mooring.tyrus.netty;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The short way against Tyrus: random streams of frames, right and wrong, cut at random places, must look the same to the
 * application either way. A failure names the seed that repeats it.
 */
class ShortWayFuzzTest {

    private static final int STREAMS = Integer.getInteger("mooring.fuzz.streams", 400);

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theApplicationSeesWhatTyrusAloneWouldShowIt(boolean shortWay) throws Exception {
        for (long seed = 0; seed < STREAMS; seed++) {
            RandomFrames random = new RandomFrames(seed);
            byte[] stream = random.stream();
            Bench expected = Bench.tyrusAlone(2 * RandomFrames.MAX_FRAME + stream.length);
            Bench actual = Bench.reader(RandomFrames.MAX_FRAME, shortWay);
            random.cut(stream).forEach(expected::feed);
            random.cut(stream).forEach(actual::feed);
            assertThat(closeCodes(actual)).as("close frames at seed %d", seed).isEqualTo(closeCodes(expected));
            assertThat(lastPong(actual)).as("last pong at seed %d", seed).isEqualTo(lastPong(expected));
            expected.finish();
            actual.finish();
            assertThat(heard(actual)).as("seed %d", seed).isEqualTo(heard(expected));
        }
    }

    private static List<Integer> closeCodes(Bench bench) throws IOException {
        return bench.frames().stream()
                .filter(frame -> frame.first() == 0x88)
                .map(Frame::closeCode)
                .toList();
    }

    /** Of pings that come together only the newest must be answered; a stream that ends may leave one unanswered. */
    private static List<String> lastPong(Bench bench) throws IOException {
        List<Frame> frames = bench.frames();
        if (frames.stream().anyMatch(frame -> frame.first() == 0x88)) {
            return List.of();
        }
        return frames.stream()
                .filter(frame -> frame.first() == 0x8A)
                .reduce((before, last) -> last)
                .map(frame -> List.of(java.util.Arrays.toString(frame.payload())))
                .orElse(List.of());
    }

    /** Messages put together from their parts, pongs, and the end. */
    private static List<String> heard(Bench bench) {
        List<String> all = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        for (Recorder.Heard heard : bench.recorder.heard) {
            if (heard instanceof Recorder.Text part) {
                text.append(part.text());
                if (part.last()) {
                    all.add("text " + text);
                    text.setLength(0);
                }
            } else if (heard instanceof Recorder.Binary part) {
                data.write(
                        part.data().array(), part.data().position(), part.data().remaining());
                if (part.last()) {
                    all.add("binary " + java.util.Arrays.toString(data.toByteArray()));
                    data.reset();
                }
            } else if (heard instanceof Recorder.Pong pong) {
                all.add("pong " + pong.data().remaining());
            } else if (heard instanceof Recorder.Ended end) {
                all.add("ended " + end.failure().closeCode());
            }
        }
        return all;
    }
}
