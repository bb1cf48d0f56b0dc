package dev.mooring.tyrus.engine;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.testkit.ManualExecutor;
import dev.mooring.websocket.Delivery;
import dev.mooring.websocket.SessionState;
import jakarta.websocket.MessageHandler;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** An attempt stands still until a later one has the session: when it goes on, that connection is not harmed. */
class OvertakenAttemptTest {

    private final ManualExecutor executor = new ManualExecutor();
    private final Resumables resumables = new Resumables();
    private final World world = resumables.world;
    private final List<String> handled = new ArrayList<>();
    private boolean overtaken;

    @Test
    void doesNotFenceTheConnectionOffThatOvertookIt() {
        world.executor = executor;
        world.delivery = Delivery.resumable();
        world.headers = attempt -> attempt.epoch() == 2 ? new Headers(this::overtakeOnce) : Map.of();
        EngineSession session = world.connect();
        session.addMessageHandler(String.class, (MessageHandler.Whole<String>) handled::add);
        executor.runAll();
        resumables.connection().accept(Resumables.begun(null));
        executor.runAll();
        resumables.lose();
        executor.runAll();
        world.time.advance(ofSeconds(5));
        executor.runAll();
        FakeConnection third = world.transport.attempts.get(1);
        third.listener.text("m", true);
        executor.runAll();
        assertThat(handled).containsExactly("m");
        assertThat(session.state()).isEqualTo(SessionState.OPEN);
        assertThat(world.transport.attempts).as("connections 1 and 3").hasSize(2);
    }

    private void overtakeOnce() {
        if (overtaken) {
            return;
        }
        overtaken = true;
        while (world.transport.attempts.size() < 2) {
            world.time.advance(ofSeconds(1));
            executor.runAll();
        }
        resumables.connection().accept(Resumables.resumed(0, 0));
        executor.runAll();
    }

    /** Asked for in the midst of the attempt. */
    private static final class Headers extends AbstractMap<String, List<String>> {
        private final Runnable whenAsked;

        Headers(Runnable whenAsked) {
            this.whenAsked = whenAsked;
        }

        @Override
        public Set<Entry<String, List<String>>> entrySet() {
            whenAsked.run();
            return Set.of();
        }
    }
}
