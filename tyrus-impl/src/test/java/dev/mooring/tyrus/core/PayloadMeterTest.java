package dev.mooring.tyrus.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PayloadMeterTest {

    private static final int TEXT = 0x81;
    private static final int BEGIN = 0x02;
    private static final int CONTINUE = 0x80;
    private static final int PING = 0x89;

    private final ByteArrayOutputStream stream = new ByteArrayOutputStream();
    private PayloadMeter meter = new PayloadMeter();

    @Test
    void onlyTheContentOfDataFramesCounts() {
        frame(TEXT, 5);
        frame(PING, 125);
        frame(BEGIN, 7);
        frame(CONTINUE, 0);
        assertThat(new PayloadMeter().count(ByteBuffer.wrap(stream.toByteArray())))
                .isEqualTo(12);
    }

    @Test
    void theBufferIsLeftAsItIs() {
        frame(TEXT, 5);
        ByteBuffer buffer = ByteBuffer.wrap(stream.toByteArray());
        new PayloadMeter().count(buffer);
        assertThat(buffer.remaining()).isEqualTo(7);
    }

    @Test
    void aCloseFrameIsSeenWhenItBegins() {
        frame(TEXT, 300);
        frame(PING, 8);
        byte[] before = stream.toByteArray();
        meter.count(ByteBuffer.wrap(before));
        assertThat(meter.hasSeenClose()).isFalse();
        meter.count(ByteBuffer.wrap(new byte[] {(byte) 0x88}));
        assertThat(meter.hasSeenClose()).isTrue();
    }

    @Test
    void framesMayBeCutAnywhere() {
        Random random = new Random(7);
        int[] lengths = {0, 1, 125, 126, 127, 65_535, 65_536, 70_000};
        long expected = 0;
        int pings = 0;
        for (int i = 0; i < 200; i++) {
            int length = lengths[random.nextInt(lengths.length)];
            boolean ping = length <= 125 && random.nextBoolean();
            frame(ping ? PING : TEXT, length);
            expected += ping ? 0 : length;
            pings += ping ? 1 : 0;
        }
        for (int largest : new int[] {1, 3, 100, 50_000}) {
            assertThat(countCut(random, largest)).as("cuts of up to " + largest).isEqualTo(expected);
            assertThat(meter.takePings()).isEqualTo(pings);
            assertThat(meter.takePings()).as("taken already").isZero();
        }
    }

    private long countCut(Random random, int largest) {
        ByteBuffer all = ByteBuffer.wrap(stream.toByteArray());
        meter = new PayloadMeter();
        long counted = 0;
        while (all.hasRemaining()) {
            int size = Math.min(all.remaining(), 1 + random.nextInt(largest));
            counted += meter.count(all.slice(all.position(), size));
            all.position(all.position() + size);
        }
        return counted;
    }

    private void frame(int head, int length) {
        ByteBuffer header = ByteBuffer.allocate(10).put((byte) head);
        if (length < 126) {
            header.put((byte) length);
        } else if (length <= 0xffff) {
            header.put((byte) 126).putShort((short) length);
        } else {
            header.put((byte) 127).putLong(length);
        }
        stream.write(header.array(), 0, header.position());
        byte[] payload = new byte[length];
        java.util.Arrays.fill(payload, (byte) 0xff); // what would be a header, were it read as one
        stream.write(payload, 0, length);
    }
}
