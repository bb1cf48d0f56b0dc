package dev.mooring.tyrus.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.websocket.DropReason;
import dev.mooring.websocket.MessageDropped;
import dev.mooring.websocket.SessionState;
import org.junit.jupiter.api.Test;

/** A thread finds something out while another ends the session: no observer keeps anything for that session. */
class LateEventTest {

    private final World world = new World();

    @Test
    void itIsForgotten() {
        EngineSession session = world.connect();
        world.whenObserved = event -> {
            if (event
                    instanceof MessageDropped) { // on the way to its observers; other ones may not have heard of it yet
                session.close();
            }
        };
        session.driver().dropped(DropReason.EXPIRED, 1);
        assertThat(session.state()).isEqualTo(SessionState.CLOSED);
        assertThat(world.forgotten).containsExactly(session.getId());
    }

    @Test
    void anOrdinaryEndIsTold() {
        EngineSession session = world.open();
        session.driver().dropped(DropReason.EXPIRED, 1);
        session.close();
        assertThat(session.state()).isEqualTo(SessionState.CLOSED);
        assertThat(world.forgotten).isEmpty();
    }
}
