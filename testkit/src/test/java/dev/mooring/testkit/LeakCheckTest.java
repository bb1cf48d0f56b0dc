package dev.mooring.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class LeakCheckTest {

    /** Who first uses a library may open its jar, for good. */
    @BeforeAll
    static void openJars() {
        assertThatThrownBy(() -> LeakCheck.snapshot().difference().assertWithin(-1, 0, 1 << 20))
                .hasMessageContaining("at most -1 allowed");
        assertThat(1L).isOne();
        assertThat(0L).isZero();
    }

    @Test
    void nothingDoneLeavesNothingBehind() {
        LeakCheck before = LeakCheck.snapshot();

        before.difference().assertWithin(0, 0, 1 << 20);
    }

    @Test
    void threadThatStaysIsNamed() {
        LeakCheck before = LeakCheck.snapshot();
        CountDownLatch end = new CountDownLatch(1);
        Thread thread = new Thread(() -> awaitQuietly(end), "forgotten");
        thread.start();
        try {
            assertThatThrownBy(() -> before.difference().assertWithin(0, 10, 1 << 20))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("+1 threads, at most 0 allowed; new: [forgotten]");
            assertThatCode(() -> before.difference().assertWithin(1, 10, 1 << 20))
                    .doesNotThrowAnyException();
        } finally {
            end.countDown();
        }
        await().untilAsserted(() -> before.difference().assertWithin(0, 10, 1 << 20));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void descriptorThatStaysIsDescribed() throws IOException {
        LeakCheck before = LeakCheck.snapshot();
        try (ServerSocket forgotten = Wire.listen()) {
            LeakCheck.Difference difference = before.difference();

            assertThat(difference.descriptors()).isOne();
            assertThatThrownBy(() -> difference.assertWithin(10, 0, 1 << 20))
                    .hasMessageContaining("+1 descriptors, at most 0 allowed")
                    .hasMessageContaining("→ socket:[");
            assertThat(forgotten.isBound()).isTrue();
        }
        assertThat(before.difference().descriptors()).isZero();
    }

    @Test
    void heapThatStaysIsMeasured() {
        LeakCheck before = LeakCheck.snapshot();
        byte[] forgotten = new byte[20_000_000];

        LeakCheck.Difference difference = before.difference();

        assertThat(difference.heapBytes()).isBetween(19_000_000L, 25_000_000L);
        assertThatThrownBy(() -> difference.assertWithin(10, 10, forgotten.length / 2))
                .hasMessageContaining("bytes of heap, at most ");
    }

    @Test
    void garbageDoesNotCount() {
        LeakCheck before = LeakCheck.snapshot();
        byte[][] garbage = new byte[20][];
        for (int i = 0; i < garbage.length; i++) {
            garbage[i] = new byte[1 << 20];
        }
        assertThat(garbage).hasDimensions(20, 1 << 20);
        garbage = new byte[0][];

        assertThat(before.difference().heapBytes()).isLessThan(1 << 20);
        assertThat(garbage).isEmpty();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
