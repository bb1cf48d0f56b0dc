package dev.mooring.tyrus.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mooring.tyrus.engine.FakeConnection.Writing;
import dev.mooring.websocket.Outbox;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A blocking send gives up while its message comes back from a connection that did not take it. */
class GivenUpTest {

    private final Bench bench = new Bench();
    private Runnable beforeParking = () -> {};

    private final Sender sender =
            new Sender(bench.world.container().workshop(), Outbox.defaults(), ofSeconds(10), new Figures(), bench) {
                @Override
                boolean keeps() {
                    beforeParking.run();
                    return super.keeps();
                }
            };

    @Test
    void itsBufferIsTheCallersAgainAndDoesNotGoOut() throws Exception {
        FakeConnection first = connect(1);
        first.writing = Writing.LATER;
        ByteBuffer buffer = ByteBuffer.wrap("abc".getBytes(UTF_8));
        ExecutorService callers = Executors.newSingleThreadExecutor();
        try {
            Future<?> sending = callers.submit(() -> {
                sender.sendAndWait(buffer, 3);
                return null;
            });
            await().until(() -> !first.unwritten.isEmpty());
            beforeParking = () -> {
                callers.shutdownNow(); // which interrupts the caller
                assertThatThrownBy(() -> sending.get(10, TimeUnit.SECONDS))
                        .isInstanceOf(ExecutionException.class)
                        .hasCauseInstanceOf(InterruptedIOException.class);
                buffer.put(0, (byte) 'X');
            };
            first.failWrites();
        } finally {
            callers.shutdownNow();
        }
        sender.detach(1);
        assertThat(connect(2).sent).isEmpty();
        assertThat(sender.bufferedAmount()).isZero();
    }

    private FakeConnection connect(long epoch) {
        FakeConnection connection = Bench.connection();
        sender.opening(connection, epoch);
        sender.opened();
        return connection;
    }
}
