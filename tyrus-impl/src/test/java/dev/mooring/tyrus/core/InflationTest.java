package dev.mooring.tyrus.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.DataFormatException;
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

    @Test
    void whoEndsItDoesNotWaitForALargeFrame() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch ending = new CountDownLatch(1);
        Inflation slow = new Inflation(() -> {
            asked.incrementAndGet();
            begun.countDown();
            awaitUninterruptibly(ending);
            return Integer.MAX_VALUE;
        });
        byte[] bomb = folded(64 << 20);
        CompletableFuture<byte[]> unfolded = CompletableFuture.supplyAsync(() -> inflated(slow, bomb));
        begun.await();
        Thread end = new Thread(slow::end);
        end.start();
        await().until(() -> end.getState() == Thread.State.BLOCKED);
        ending.countDown();
        end.join();
        assertThat(unfolded).failsWithin(Duration.ofSeconds(60));
        assertThat(asked).hasValue(1);
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] inflated(Inflation inflation, byte[] payload) {
        try {
            return inflation.inflated(payload, true);
        } catch (DataFormatException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatCameLastIsNotKept() {
        Inflation inflation = new Inflation(() -> LIMIT);
        WeakReference<byte[]> read = read(inflation);
        await().untilAsserted(() -> {
            System.gc();
            assertThat(read.get()).isNull();
        });
        inflation.end();
    }

    private static WeakReference<byte[]> read(Inflation inflation) {
        byte[] payload = folded(LIMIT);
        try {
            inflation.inflated(payload, false);
        } catch (DataFormatException e) {
            throw new AssertionError(e);
        }
        return new WeakReference<>(payload);
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
