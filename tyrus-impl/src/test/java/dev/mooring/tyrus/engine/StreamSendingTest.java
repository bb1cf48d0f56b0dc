package dev.mooring.tyrus.engine;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A stream that breaks while it is sent as a message. */
class StreamSendingTest {

    private final World world = new World();
    private final EngineSession session = world.open();
    private final FakeConnection connection = world.transport.last();

    @Test
    void atItsFirstReadLeavesTheConnectionAsItIs() {
        CompletableFuture<Void> done = send(new Breaking(0, null));
        assertThat(done).isCompletedExceptionally();
        assertThat(connection.aborted).isFalse();
        session.getAsyncRemote().sendText("next");
        assertThat(connection.sent).containsExactly("next");
    }

    @Test
    void withAnErrorHasFailedToo() {
        CompletableFuture<Void> done = send(new Breaking(0, new AssertionError("a broken stream")));
        assertThat(done).isCompletedExceptionally();
        assertThat(connection.aborted).isFalse();
    }

    @Test
    void inTheMiddleBreaksTheConnection() {
        CompletableFuture<Void> done = send(new Breaking(3, null));
        assertThat(done).isCompletedExceptionally();
        assertThat(connection.sent).containsExactly(ByteBuffer.allocate(1), ByteBuffer.allocate(1));
        assertThat(connection.aborted).isTrue();
    }

    @Test
    void andNoOtherMessageFollowsTheHalfOfIt() {
        send(new Breaking(3, null));
        session.getAsyncRemote().sendText("next");
        assertThat(connection.sent).doesNotContain("next");
        connection.lose();
        world.time.advance(ofSeconds(5));
        assertThat(world.transport.last().accept().sent).containsExactly("next");
    }

    @Test
    void whoseFirstPartIsNotWrittenBreaksItToo() {
        connection.writing = FakeConnection.Writing.FAILS;
        CompletableFuture<Void> done = send(InputStream.nullInputStream());
        assertThat(done).isCompletedExceptionally();
        assertThat(connection.aborted).isTrue();
    }

    private CompletableFuture<Void> send(InputStream content) {
        return session.sendStream(content, 1).toCompletableFuture();
    }

    /** Breaks after so many bytes. */
    private static final class Breaking extends InputStream {
        private final AssertionError error;
        private int left;

        Breaking(int bytes, AssertionError error) {
            this.left = bytes;
            this.error = error;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0];
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (left == 0 && error != null) {
                throw error;
            }
            if (left == 0) {
                throw new IOException("a broken stream");
            }
            Arrays.fill(target, offset, offset + length, (byte) 0);
            left -= length;
            return length;
        }
    }
}
