package dev.mooring.tyrus.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.websocket.SessionState;
import jakarta.websocket.ClientEndpointConfig;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** The application has shut its scheduler down: it gets no session, and none stays behind. */
class RejectingSchedulerTest {

    private final World world = new World();

    @Test
    void noSessionIsLeft() {
        world.time.scheduler().shutdownNow();
        EngineContainer container = world.container();
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> container.connectToServer(
                            world.endpoint,
                            ClientEndpointConfig.Builder.create().build(),
                            World.HOME))
                    .isInstanceOf(RejectedExecutionException.class);
        }
        assertThat(container.stats().sessions()).containsEntry(SessionState.CONNECTING, 0);
        assertThat(container).asString().contains("0 sessions");
        assertThat(world.transport.attempts).isEmpty();
    }
}
