package dev.mooring.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Faults that hold back and lose nothing. */
class FaultProxySlowFaultsTest {
    private static final byte[] MORE_THAN_ALL_BUFFERS = new byte[64 << 20];

    private final Wire wire = new Wire();

    @AfterEach
    void close() throws IOException {
        wire.close();
    }

    @Test
    void latencyDelaysEachWay() throws IOException {
        Wire.Ends ends = wire.open();
        wire.proxy.onLive().latency(Duration.ofMillis(60));

        long start = System.nanoTime();
        Wire.write(ends.client(), "ping");
        Wire.read(ends.server(), 4);
        Wire.write(ends.server(), "pong");
        Wire.read(ends.client(), 4);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(120));
    }

    @Test
    void latencyInOneDirectionLeavesTheOtherAlone() throws IOException {
        Wire.Ends ends = wire.open();
        wire.proxy.onLive().latency(Duration.ofMinutes(10), Direction.TO_CLIENT);

        Wire.write(ends.client(), "ping");
        assertThat(Wire.read(ends.server(), 4)).isEqualTo("ping");
        Wire.write(ends.server(), "pong");
        Wire.assertHearsNothing(ends.client());
    }

    @Test
    void latencyDoesNotReduceThroughput() throws IOException {
        Wire.Ends ends = wire.open();
        wire.proxy.onLive().latency(Duration.ofSeconds(1));
        byte[] much = new byte[4 << 20];

        long start = System.nanoTime();
        CompletableFuture<Void> writing = write(ends.client(), much);
        ends.server().getInputStream().readNBytes(much.length);
        writing.join();

        // Piece by piece, 64 KiB each second, it would take more than a minute.
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(45));
    }

    @Test
    void latencyDelaysTheEndOfTheStreamToo() throws IOException {
        Wire.Ends ends = wire.open();
        wire.proxy.onLive().latency(Duration.ofMinutes(10));

        ends.client().close();
        Wire.assertHearsNothing(ends.server());

        wire.proxy.heal();
        assertThat(Wire.readToEnd(ends.server())).isEmpty();
    }

    @Test
    void healedLatencyDeliversWhatWasUnderWay() throws IOException {
        Wire.Ends ends = wire.open();
        wire.proxy.onLive().latency(Duration.ofMinutes(10));
        Wire.write(ends.client(), "late");
        await().until(() -> wire.proxy.connection(1).fromClient() == 4);

        wire.proxy.heal();

        assertThat(Wire.read(ends.server(), 4)).isEqualTo("late");
    }

    @Test
    void faultAfterBytesOneWayLetsGoWhatIsHeldTheOtherWay() throws IOException {
        Wire.Ends ends = wire.open();
        wire.proxy.onLive().latency(Duration.ofMinutes(10), Direction.TO_SERVER);
        wire.proxy.onLive().after(2, Direction.TO_CLIENT).latency(Duration.ZERO, Direction.TO_SERVER);
        Wire.write(ends.client(), "ab");
        await().until(() -> wire.proxy.connection(1).fromClient() == 2);

        Wire.write(ends.server(), "xy");

        assertThat(Wire.read(ends.client(), 2)).isEqualTo("xy");
        assertThat(Wire.read(ends.server(), 2)).isEqualTo("ab");
    }

    @Test
    void trickleKeepsToItsRate() throws IOException {
        Wire.Ends ends = wire.open();
        wire.proxy.onLive().trickle(1000, Direction.TO_SERVER);

        long start = System.nanoTime();
        ends.client().getOutputStream().write(new byte[500]);
        ends.server().getInputStream().readNBytes(500);

        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofMillis(450), Duration.ofSeconds(30)); // a busy machine is slow, too
    }

    @Test
    void trickleIsFeltByTheSender() throws Exception {
        Wire.Ends ends = wire.open();
        wire.proxy.onLive().trickle(1000);

        CompletableFuture<Void> writing = write(ends.client(), MORE_THAN_ALL_BUFFERS);

        assertBlocked(writing);
    }

    @Test
    void stoppedReadingBlocksTheSenderAndLosesNothing() throws Exception {
        Wire.Ends ends = wire.open();
        wire.proxy.onLive().stopReading(Direction.TO_SERVER);

        CompletableFuture<Void> writing = write(ends.client(), MORE_THAN_ALL_BUFFERS);
        assertBlocked(writing);
        assertThat(wire.proxy.connection(1).fromClient()).isZero();
        Wire.assertHearsNothing(ends.server());

        wire.proxy.heal();
        assertThat(ends.server().getInputStream().readNBytes(MORE_THAN_ALL_BUFFERS.length))
                .isEqualTo(MORE_THAN_ALL_BUFFERS);
        writing.join();
    }

    @Test
    void stoppedReadingFromTheServerLeavesTheClientAlone() throws IOException {
        Wire.Ends ends = wire.open();
        wire.proxy.onLive().stopReading(Direction.TO_CLIENT);

        Wire.write(ends.server(), "unheard");
        Wire.write(ends.client(), "heard");

        assertThat(Wire.read(ends.server(), 5)).isEqualTo("heard");
        Wire.assertHearsNothing(ends.client());
    }

    @Test
    void stoppedWritingLetsTheSenderWriteAndDeliversWhenHealed() throws IOException {
        Wire.Ends ends = wire.open();
        wire.proxy.onLive().stopWriting(Direction.TO_SERVER);
        byte[] much = new byte[12 << 20];

        write(ends.client(), much).join();
        ends.client().shutdownOutput();
        await().until(() -> wire.proxy.connection(1).fromClient() == much.length);
        Wire.assertHearsNothing(ends.server());

        wire.proxy.heal();
        assertThat(ends.server().getInputStream().readAllBytes()).isEqualTo(much);
    }

    @Test
    void stoppedWritingBlocksTheSenderInTheEnd() throws Exception {
        Wire.Ends ends = wire.open();
        wire.proxy.onLive().stopWriting(Direction.TO_SERVER);

        CompletableFuture<Void> writing = write(ends.client(), MORE_THAN_ALL_BUFFERS);

        await().until(() -> wire.proxy.connection(1).fromClient() >= 16 << 20);
        assertBlocked(writing);
        assertThat(wire.proxy.connection(1).fromClient()).isLessThan(17 << 20);
    }

    @Test
    void impossibleValuesAreRefusedWithTheirName() {
        Faults faults = wire.proxy.onAll();

        assertThatThrownBy(() -> faults.latency(Duration.ofMillis(-1))).hasMessageContaining("latency");
        assertThatThrownBy(() -> faults.latency(Duration.ofDays(2))).hasMessageContaining("PT48H");
        assertThatThrownBy(() -> faults.trickle(0)).hasMessage("bytesPerSecond must be positive: 0");
        assertThatThrownBy(() -> faults.cutAfter(-1)).hasMessage("bytes must not be negative: -1");
        assertThatThrownBy(() -> wire.proxy.onConnection(0)).hasMessage("connections are numbered from 1: 0");
    }

    private static void assertBlocked(CompletableFuture<Void> writing) {
        assertThatThrownBy(() -> writing.get(500, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
    }

    private static CompletableFuture<Void> write(Socket socket, byte[] bytes) {
        return CompletableFuture.runAsync(() -> {
            try {
                socket.getOutputStream().write(bytes);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
