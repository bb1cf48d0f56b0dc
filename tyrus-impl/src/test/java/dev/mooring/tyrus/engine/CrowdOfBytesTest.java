package dev.mooring.tyrus.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.testkit.ManualExecutor;
import jakarta.websocket.MessageHandler;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Few messages that are large hold the reading up as many that are small do, or memory would be full of them. */
class CrowdOfBytesTest {

    private static final int MESSAGES = 8;
    private static final int SIZE = 512 << 10;

    private final ManualExecutor executor = new ManualExecutor();
    private final World world = new World();
    private final List<Integer> handled = new CopyOnWriteArrayList<>();
    private EngineSession session;

    @BeforeEach
    void open() {
        world.executor = executor;
        session = world.connect();
        executor.runAll();
        world.transport.last().accept();
        executor.runAll();
        session.addMessageHandler(
                String.class, (MessageHandler.Whole<String>) message -> handled.add(message.length()));
        session.addMessageHandler(
                ByteBuffer.class, (MessageHandler.Whole<ByteBuffer>) message -> handled.add(message.remaining()));
        session.driver().application().afterwards(() -> {}); // a callback that takes its time
    }

    @Test
    void ofText() throws Exception {
        String text = "x".repeat(SIZE);
        assertHoldsUp(() -> world.transport.last().listener.text(text, true));
    }

    @Test
    void ofBinaryMessages() throws Exception {
        assertHoldsUp(() -> world.transport.last().listener.binary(ByteBuffer.allocate(SIZE), true));
    }

    private void assertHoldsUp(Runnable message) throws Exception {
        Thread reader = new Thread(() -> {
            for (int i = 0; i < MESSAGES; i++) {
                message.run();
            }
        });
        reader.start();
        await().until(() -> reader.getState() == Thread.State.TIMED_WAITING || !reader.isAlive());
        assertThat(reader.isAlive()).as("held up").isTrue();
        while (reader.isAlive()) {
            executor.runAll();
            Thread.onSpinWait();
        }
        executor.runAll();
        assertThat(handled).hasSize(MESSAGES).containsOnly(SIZE);
    }
}
