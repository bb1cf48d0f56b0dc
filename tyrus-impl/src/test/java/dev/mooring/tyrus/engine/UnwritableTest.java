package dev.mooring.tyrus.engine;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.tyrus.engine.FakeConnection.Writing;
import dev.mooring.websocket.RetryScheduled;
import dev.mooring.websocket.SessionState;
import jakarta.websocket.RemoteEndpoint;
import org.junit.jupiter.api.Test;

/** A message cannot be written: the connection is at its end, and its peer has mostly said why. */
class UnwritableTest {

    private final World world = new World();
    private final EngineSession session = world.open();
    private final FakeConnection connection = world.transport.last();

    private void fail() {
        connection.writing = Writing.FAILS;
        session.getAsyncRemote().sendText("m");
    }

    @Test
    void whatThePeerSaidIsTheReason() {
        fail();
        connection.closeByPeer(1012, "come back");
        assertThat(world.lastEvent(RetryScheduled.class).cause())
                .hasMessageContaining("closed by peer with 1012 come back");
    }

    @Test
    void aPeerThatSaysNothingIsNotWaitedForLong() {
        fail();
        world.time.advance(ofMillis(499));
        assertThat(session.state()).isEqualTo(SessionState.OPEN);
        world.time.advance(ofMillis(1));
        assertThat(session.state()).isEqualTo(SessionState.WAITING);
        assertThat(world.lastEvent(RetryScheduled.class).cause()).hasMessageContaining("could not be written");
        assertThat(connection.aborted).isTrue();
    }

    @Test
    void aPartThatIsNotWrittenIsTheEndAndNothingFollowsIt() throws Exception {
        RemoteEndpoint.Basic remote = session.getBasicRemote();
        remote.sendText("a", false);
        connection.writing = Writing.FAILS;
        assertThatThrownBy(() -> remote.sendText("b", true)).hasMessage("broken pipe");
        connection.writing = Writing.AT_ONCE;
        session.getAsyncRemote().sendText("m");
        assertThat(connection.sent).containsExactly("a");
        connection.closeByPeer(1012, "come back");
        assertThat(world.lastEvent(RetryScheduled.class).cause())
                .hasMessageContaining("closed by peer with 1012 come back");
    }
}
