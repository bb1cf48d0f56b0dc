package dev.mooring.tyrus.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.websocket.Resumed;
import dev.mooring.websocket.RetryScheduled;
import dev.mooring.websocket.SessionState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A connection that cannot be taken up is given up: the session would be open, and mute. */
class FailedTakeoverTest {

    private final Resumables resumables = new Resumables();
    private EngineSession session;
    private FakeConnection second;

    @BeforeEach
    void reconnect() {
        session = resumables.open();
        session.getAsyncRemote().sendText("m");
        resumables.lose();
        second = resumables.next();
    }

    @Test
    void anErrorLeadsToTheNextConnection() {
        resumables.world.whenObserved = event -> {
            if (event instanceof Resumed) {
                resumables.world.whenObserved = later -> {};
                throw new OutOfMemoryError("no room for a line");
            }
        };
        second.accept(Resumables.resumed(0, 0));
        assertThat(session.state()).isEqualTo(SessionState.WAITING);
        assertThat(second.aborted).isTrue();
        assertThat(resumables.world.lastEvent(RetryScheduled.class).cause()).hasMessageContaining("no room for a line");
        assertGoesOn();
    }

    @Test
    void soDoesOneAtTheReplay() {
        second.taker = (message, completion) -> {
            throw new OutOfMemoryError("no room for a frame");
        };
        second.accept(Resumables.resumed(0, 0));
        assertGoesOn();
    }

    private void assertGoesOn() {
        FakeConnection third = resumables.next();
        assertThat(third).isNotSameAs(second);
        third.accept(Resumables.resumed(0, 0));
        session.getAsyncRemote().sendText("n");
        assertThat(third.sent).containsExactly("m", "n");
        assertThat(session.state()).isEqualTo(SessionState.OPEN);
    }
}
