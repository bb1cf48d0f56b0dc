package dev.mooring.tyrus.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;

class InflationTest {

    private static final int LIMIT = 10_000;

    @Test
    void aFrameIsNotUnfoldedBeyondTheLimit() {
        Inflation inflation = new Inflation(() -> LIMIT);
        byte[] bomb = folded(64 << 20);
        long before = allocated();
        assertThatThrownBy(() -> inflation.inflated(bomb, true)).isInstanceOf(TooBigException.class);
        assertThat(allocated() - before).as("bytes").isLessThan(1 << 20);
        inflation.end();
    }

    private static byte[] folded(int zeros) {
        byte[] folded = new byte[zeros >> 8];
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        deflater.setInput(new byte[zeros]);
        int length = deflater.deflate(folded, 0, folded.length, Deflater.SYNC_FLUSH);
        deflater.end();
        return Arrays.copyOf(folded, length - 4);
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
