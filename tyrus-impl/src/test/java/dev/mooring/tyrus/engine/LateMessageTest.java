package dev.mooring.tyrus.engine;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.testkit.ManualExecutor;
import dev.mooring.websocket.SessionState;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A message over the limit has its turn only when its connection has ended: whatever is there by then is not to blame. */
class LateMessageTest {

    private final ManualExecutor executor = new ManualExecutor();
    private final World world = new World();
    private EngineSession session;
    private int opened;

    @BeforeEach
    void receiveTooMuchBehindACallbackThatWaits() {
        world.executor = executor;
        world.endpoint = new World.Silent() {
            @Override
            public void onOpen(Session open, EndpointConfig config) {
                opened++;
            }
        };
        session = world.connect();
        session.setMaxTextMessageBufferSize(10);
        session.addMessageHandler(String.class, (MessageHandler.Whole<String>) text -> {});
        executor.runAll();
        world.transport.last().accept();
        world.transport.last().listener.text("more than ten characters", true);
        world.transport.last().lose();
        world.time.advance(ofSeconds(5));
    }

    @Test
    void theNextAttemptIsNotHarmed() {
        executor.runAll(); // the message while there is only an attempt
        world.transport.last().accept();
        executor.runAll();
        assertThat(world.transport.attempts).hasSize(2);
        assertThat(opened).isEqualTo(2);
        assertThat(session.state()).isEqualTo(SessionState.OPEN);
    }

    @Test
    void norIsTheNextConnection() {
        while (world.transport.attempts.size() < 2) {
            assertThat(executor.pending()).isPositive();
            executor.runNext();
        }
        world.transport.last().accept();
        executor.runAll();
        assertThat(world.transport.last().closedWith).isNull();
        assertThat(opened).isEqualTo(2);
        assertThat(session.state()).isEqualTo(SessionState.OPEN);
    }
}
