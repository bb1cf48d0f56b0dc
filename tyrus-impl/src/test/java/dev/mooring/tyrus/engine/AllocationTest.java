package dev.mooring.tyrus.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An open session allocates nothing of ours per message, but for the bytes of a text that is sent. */
class AllocationTest {

    private static final int MESSAGES = 50_000;
    private static final int ROUNDS = 5;
    private static final String TEXT = "{\"symbol\":\"EURUSD\",\"bid\":1.1}";

    /** What {@code getBytes} makes of it: an array's header, and its bytes in steps of eight. */
    private static final int ENCODED = 16 + (TEXT.length() + 7) / 8 * 8;

    private final World world = new World();
    private final EngineSession session = world.open();
    private long count;

    @BeforeEach
    void setUp() {
        world.transport.last().recording = false;
    }

    @Test
    void sendingTextWithAHandler() {
        RemoteEndpoint.Async remote = session.getAsyncRemote();
        SendHandler handler = result -> count++;
        assertThat(bytesPerMessage(() -> remote.sendText(TEXT, handler))).isLessThan(ENCODED + 1);
        assertThat(count).isEqualTo((1 + ROUNDS) * MESSAGES);
    }

    @Test
    void sendingBinaryWithAHandler() {
        RemoteEndpoint.Async remote = session.getAsyncRemote();
        ByteBuffer data = ByteBuffer.allocate(64);
        SendHandler handler = result -> count++;
        assertThat(bytesPerMessage(() -> remote.sendBinary(data, handler))).isLessThan(1);
        assertThat(count).isEqualTo((1 + ROUNDS) * MESSAGES);
    }

    @Test
    void sendingTextAndWaiting() {
        RemoteEndpoint.Basic remote = session.getBasicRemote();
        assertThat(bytesPerMessage(() -> {
                    try {
                        remote.sendText(TEXT);
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                }))
                .isLessThan(ENCODED + 1);
        assertThat(session.stats().messagesSent()).isEqualTo((1 + ROUNDS) * MESSAGES);
    }

    @Test
    void receivingText() {
        session.addMessageHandler(String.class, (MessageHandler.Whole<String>) message -> count++);
        FakeConnection connection = world.transport.last();
        assertThat(bytesPerMessage(() -> connection.listener.text(TEXT, true))).isLessThan(1);
        assertThat(count).isEqualTo((1 + ROUNDS) * MESSAGES);
    }

    /** The least of some rounds: what each message allocates is in all of them, what the compiler is late with is not. */
    private static double bytesPerMessage(Runnable message) {
        repeat(message); // until everything that is made once has been made
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long before = threads.getThreadAllocatedBytes(thread);
            repeat(message);
            least = Math.min(least, threads.getThreadAllocatedBytes(thread) - before);
        }
        return (double) least / MESSAGES;
    }

    private static void repeat(Runnable message) {
        for (int i = 0; i < MESSAGES; i++) {
            message.run();
        }
    }
}
