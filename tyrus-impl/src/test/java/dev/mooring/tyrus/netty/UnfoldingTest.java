package dev.mooring.tyrus.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import jakarta.websocket.DeploymentException;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;

/** A little that is read may unfold to very much: what is unfolded waits in no larger number than what needs no unfolding. */
class UnfoldingTest {

    private static final int SIZE = 1 << 20;
    private static final int MANY = 20;

    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final byte[] frames = frames();
    private Bench bench = Bench.compressed(SIZE, tasks::add);

    UnfoldingTest() throws DeploymentException {
        heard(0);
    }

    /** Large messages in small frames, a text behind each. */
    private static byte[] frames() {
        byte[] payload = folded();
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        for (int i = 0; i < MANY; i++) {
            frames.writeBytes(Frame.of(0xC2, payload));
            frames.writeBytes(Frame.of(0x81, "message " + i));
        }
        return frames.toByteArray();
    }

    private static byte[] folded() {
        byte[] folded = new byte[SIZE >> 8];
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        deflater.setInput(new byte[SIZE]);
        int length = deflater.deflate(folded, 0, folded.length, Deflater.SYNC_FLUSH);
        deflater.end();
        return Arrays.copyOf(folded, length - 4);
    }

    /** What the listener hears until there is no more, while no more than this waits for it at a time. */
    private List<String> heard(int atOnce) {
        List<String> all = new ArrayList<>();
        int before;
        do {
            before = all.size();
            for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                task.run();
            }
            assertThat(large()).as("large messages that waited").isLessThanOrEqualTo(atOnce);
            bench.recorder.heard.forEach(each -> all.add(name(each)));
            bench.recorder.heard.clear();
            bench.channel().runPendingTasks();
        } while (all.size() > before);
        return all;
    }

    private long large() {
        return bench.recorder.heard.stream()
                .filter(Recorder.Binary.class::isInstance)
                .count();
    }

    private static String name(Recorder.Heard heard) {
        if (heard instanceof Recorder.Binary large) {
            return "large " + large.data().remaining();
        }
        return heard instanceof Recorder.Text text ? text.text() : heard.toString();
    }

    private static List<String> all() {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            all.add("large " + SIZE);
            all.add("message " + i);
        }
        return all;
    }

    @Test
    void whatOneReadBringsIsUnfoldedAsItIsTaken() {
        bench.feed(frames);
        assertThat(bench.channel().config().isAutoRead()).isFalse();
        assertThat(heard(1)).isEqualTo(all());
        assertThat(bench.channel().config().isAutoRead()).isTrue();
    }

    @Test
    void soIsWhatIsReadAfterwards() {
        Random random = new Random(1);
        for (int at = 0; at < frames.length; ) {
            int length = Math.min(1 + random.nextInt(2_000), frames.length - at);
            bench.feed(Arrays.copyOfRange(frames, at, at + length));
            at += length;
        }
        assertThat(heard(1)).isEqualTo(all());
    }

    @Test
    void aListenerThatTakesAllAtOnceHoldsNothingUp() throws Exception {
        bench = Bench.compressed(SIZE);
        bench.feed(frames);
        assertThat(bench.channel().config().isAutoRead()).isTrue();
        assertThat(heard(MANY)).isEqualTo(all());
    }

    @Test
    void whatIsHeldBackGoesWithTheConnection() {
        ByteBuf read = Unpooled.copiedBuffer(frames);
        bench.channel().writeInbound(read);
        assertThat(read.refCnt()).isOne();
        bench.finish();
        assertThat(read.refCnt()).isZero();
    }
}
