package dev.mooring.tyrus.engine;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.mooring.tyrus.engine.FakeConnection.Writing;
import dev.mooring.websocket.Delivery;
import dev.mooring.websocket.Outbox;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The buffer of a blocking send is too large for any array, so that it cannot be copied: only this send fails. */
class OutOfMemoryTest {

    private static final Outbox OUTBOX = Outbox.defaults().ofBytes(8L << 30);

    @Test
    void whereItIsKeptUntilItIsAcknowledged(@TempDir Path directory) throws Exception {
        Resumables resumables = new Resumables();
        resumables.world.outbox = OUTBOX;
        EngineSession session = resumables.open(Delivery.resumable());
        assertThat(failure(session.driver().sender(), huge(directory))).isNotNull();
        assertThat(session.bufferedAmount()).isZero();
        session.getAsyncRemote().sendText("next");
        assertThat(resumables.connection().sent).containsExactly("next");
        resumables.connection().acknowledge(1, 0);
        assertThat(session.bufferedAmount()).isZero();
    }

    @Test
    void whereItIsParked(@TempDir Path directory) throws Exception {
        Bench bench = new Bench(OUTBOX, ofSeconds(60));
        assertThat(failure(bench.sender, huge(directory))).isInstanceOf(IOException.class);
        assertThat(bench.sender.bufferedAmount()).isZero();
        bench.send("next");
        assertThat(bench.connect().sent).containsExactly("next");
    }

    @Test
    void whereItsConnectionIsLostWhileItWaits(@TempDir Path directory) throws Exception {
        Bench bench = new Bench(OUTBOX, ofSeconds(60));
        FakeConnection connection = bench.connect(Writing.LATER);
        bench.send("x".repeat(300 << 10));
        ByteBuffer huge = huge(directory);
        CompletableFuture<Throwable> end = new CompletableFuture<>();
        Thread caller = new Thread(() -> end.complete(failure(bench.sender, huge)));
        caller.start();
        while (bench.sender.dock().parkedMessages() == 0) {
            Thread.onSpinWait();
        }
        bench.send("next");
        assertThatCode(bench::disconnect).doesNotThrowAnyException();
        assertThat(end.get(20, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
        connection.failWrites();
        assertThat(bench.connect().sent).hasSize(2).endsWith("next");
        assertThat(bench.sender.bufferedAmount()).isZero();
    }

    private static Throwable failure(Sender sender, ByteBuffer message) {
        try {
            sender.sendAndWait(message, message.remaining());
            return null;
        } catch (Throwable e) {
            return e;
        }
    }

    /** A file of zeros, which takes no room on the disk. */
    private static ByteBuffer huge(Path directory) throws IOException {
        try (FileChannel file = FileChannel.open(
                directory.resolve("huge"),
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
            return file.map(MapMode.READ_WRITE, 0, Integer.MAX_VALUE);
        }
    }
}
