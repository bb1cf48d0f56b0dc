package dev.mooring.tyrus.engine;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.testkit.ManualExecutor;
import dev.mooring.websocket.Delivery;
import jakarta.websocket.MessageHandler;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Messages have their turn when their connection is lost already, and one of them is over the limit: what follows it is not
 * handled, so it must not count as handled either, for the server would never send it again.
 */
class SwallowedMessageTest {

    private final ManualExecutor executor = new ManualExecutor();
    private final Resumables resumables = new Resumables();
    private final World world = resumables.world;
    private final List<String> handled = new ArrayList<>();
    private EngineSession session;

    @BeforeEach
    void open() {
        world.executor = executor;
        world.delivery = Delivery.resumable();
        session = world.connect();
        session.setMaxTextMessageBufferSize(10);
        session.setMaxBinaryMessageBufferSize(10);
        session.addMessageHandler(String.class, (MessageHandler.Whole<String>) handled::add);
        session.addMessageHandler(
                ByteBuffer.class, (MessageHandler.Whole<ByteBuffer>) data -> handled.add("" + data.remaining()));
        executor.runAll();
        resumables.connection().accept(Resumables.begun(null));
        executor.runAll();
    }

    @Test
    void aTextThatFollowsComesAgain() throws Exception {
        assertComesAgain(
                connection -> connection.listener.text("more than ten characters", true),
                connection -> connection.listener.text("ok", true),
                "ok");
    }

    @Test
    void soDoesABinaryMessage() throws Exception {
        assertComesAgain(
                connection -> connection.listener.binary(ByteBuffer.allocate(11), true),
                connection -> connection.listener.binary(ByteBuffer.allocate(3), true),
                "3");
    }

    @Test
    void andOneThatFollowsAMessageInParts() throws Exception {
        assertComesAgain(
                connection -> {
                    connection.listener.text("more than ten characters", false);
                    connection.listener.text(" and the rest of them", true);
                },
                connection -> connection.listener.text("ok", true),
                "ok");
    }

    private void assertComesAgain(Consumer<FakeConnection> tooLong, Consumer<FakeConnection> good, String what)
            throws Exception {
        session.driver().application().afterwards(() -> {}); // a callback that takes its time
        tooLong.accept(resumables.connection());
        good.accept(resumables.connection());
        resumables.lose();
        executor.runAll();
        world.time.advance(ofSeconds(5));
        executor.runAll();
        assertThat(world.transport.attempts).hasSize(2);
        assertThat(resumables.connection().asked().received()).isEqualTo(1);
        assertThat(handled).isEmpty();
        resumables.connection().accept(Resumables.resumed(0, 0));
        executor.runAll();
        good.accept(resumables.connection());
        executor.runAll();
        assertThat(handled).containsExactly(what);
    }
}
