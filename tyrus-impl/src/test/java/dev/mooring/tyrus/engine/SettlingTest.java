package dev.mooring.tyrus.engine;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.websocket.Delivery;
import dev.mooring.websocket.DropReason;
import dev.mooring.websocket.MessageDropped;
import dev.mooring.websocket.SessionState;
import dev.mooring.websocket.UnacknowledgedException;
import java.io.Writer;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** A resumable session that is closed gives the last acknowledgements their time, and is over within a second all the same. */
class SettlingTest {

    private final Resumables resumables = new Resumables();
    private final World world = resumables.world;

    @Test
    void theLastAcknowledgementEndsIt() throws Exception {
        EngineSession session = resumables.open();
        FakeConnection connection = resumables.connection();
        Future<Void> first = session.getAsyncRemote().sendText("m0");
        Future<Void> second = session.getAsyncRemote().sendText("m1");
        session.close();
        connection.acknowledge(1, 0);
        assertThat(first).isDone();
        assertThat(connection.closedWith).isNull();
        connection.acknowledge(2, 0);
        second.get();
        assertThat(connection.closedWith).isNotNull();
        assertEnded(session, 0);
    }

    @Test
    void orItsTime() {
        EngineSession session = resumables.open();
        FakeConnection connection = resumables.connection();
        Future<Void> send = session.getAsyncRemote().sendText("m");
        session.close();
        world.time.advance(ofMillis(349));
        assertThat(connection.closedWith).isNull();
        world.time.advance(ofMillis(1));
        assertThat(connection.closedWith).isNotNull();
        assertThatThrownBy(send::get).hasCauseInstanceOf(UnacknowledgedException.class);
        assertEnded(session, 1);
    }

    @Test
    void afterwardsNothingIsTakenAndABlockingSendSaysSo() {
        EngineSession session = resumables.open();
        session.close();
        assertThat(session.state()).isEqualTo(SessionState.CLOSED);
        assertThatThrownBy(() -> session.getBasicRemote().sendText("late")).hasMessageContaining("has ended");
        assertThatThrownBy(() -> {
                    try (Writer writer = session.getBasicRemote().getSendWriter()) {
                        writer.write("late");
                    }
                })
                .hasMessageContaining("has ended");
    }

    @Test
    void withAPeerThatAnswersNothingAtAll() {
        EngineSession session = resumables.open();
        resumables.connection().answersClose = false;
        Future<Void> send = session.getAsyncRemote().sendText("m");
        session.close();
        world.time.advance(ofMillis(999));
        assertThat(send).isDone();
        assertEnded(session, 1);
        assertThat(resumables.connection().aborted).isTrue();
    }

    @Test
    void whatIsNotWrittenYetGoesOutFirst() {
        EngineSession session = resumables.open();
        FakeConnection connection = resumables.connection();
        connection.writing = FakeConnection.Writing.LATER;
        session.getAsyncRemote().sendText("x".repeat(300 << 10));
        Future<Void> crowdedOut = session.getAsyncRemote().sendText("m");
        assertThat(connection.sent).hasSize(1);
        session.close();
        assertThat(connection.sent).hasSize(2).endsWith("m");
        connection.acknowledge(2, 0);
        assertThat(crowdedOut).isDone();
        assertEnded(session, 0);
    }

    @Test
    void whereAllIsAcknowledgedNothingIsWaitedFor() {
        EngineSession session = resumables.open();
        session.getAsyncRemote().sendText("m");
        resumables.connection().acknowledge(1, 0);
        session.close();
        assertEnded(session, 0);
    }

    @Test
    void norWhereTheServerDoesNotSpeakIt() {
        world.delivery = Delivery.resumable();
        EngineSession session = world.open();
        session.getAsyncRemote().sendText("m");
        session.close();
        assertEnded(session, 0);
    }

    private void assertEnded(EngineSession session, int unacknowledged) {
        assertThat(session.state()).isEqualTo(SessionState.CLOSED);
        assertThat(world.events(MessageDropped.class))
                .hasSize(unacknowledged)
                .allSatisfy(event -> assertThat(event.reason()).isEqualTo(DropReason.UNACKNOWLEDGED));
        world.time.advance(ofMillis(999));
        assertThat(world.time.pending()).isZero();
    }
}
