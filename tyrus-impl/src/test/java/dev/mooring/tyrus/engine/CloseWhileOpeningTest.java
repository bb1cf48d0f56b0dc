package dev.mooring.tyrus.engine;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.testkit.ManualExecutor;
import dev.mooring.websocket.Delivery;
import dev.mooring.websocket.DropReason;
import dev.mooring.websocket.MessageDropped;
import dev.mooring.websocket.SessionState;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A session that is closed before {@code @OnOpen} has returned: what is parked goes out before the close frame all the same. */
class CloseWhileOpeningTest {

    private final World world = new World();
    private final ManualExecutor executor = new ManualExecutor();
    private EngineSession session;
    private FakeConnection connection;

    @BeforeEach
    void park() {
        world.executor = executor;
        world.endpoint = new World.Silent() {
            @Override
            public void onOpen(Session opened, EndpointConfig config) {
                opened.getAsyncRemote().sendText("hello");
                close(opened);
            }
        };
        session = world.connect();
        session.getAsyncRemote().sendText("parked");
        executor.runAll();
        connection = world.transport.last();
    }

    @Test
    void byOnOpenItself() {
        connection.accept();
        executor.runAll();
        assertClosedBehindTheOutbox();
    }

    @Test
    void beforeOnOpenHasBegun() {
        connection.accept();
        session.close();
        assertThat(connection.closedWith).isNull();
        executor.runAll();
        assertClosedBehindTheOutbox();
    }

    @Test
    void butTheCloseFrameDoesNotWaitForLongForAnOnOpenThatBlocks() {
        connection.accept();
        session.close();
        world.time.advance(ofMillis(199));
        assertThat(connection.closedWith).isNull();
        world.time.advance(ofMillis(1));
        assertThat(connection.closedWith).isNotNull();
        connection.closedWith = null;
        executor.runAll();
        assertThat(connection.closedWith).as("a second close frame").isNull();
        assertThat(session.state()).isEqualTo(SessionState.CLOSED);
        assertThat(world.lastEvent(MessageDropped.class).reason()).isEqualTo(DropReason.SESSION_ENDED);
    }

    @Test
    void norIsAConnectionClosedThatHasEndedMeanwhile() {
        connection.accept();
        session.close();
        connection.lose();
        executor.runAll();
        world.time.advance(ofMillis(999));
        assertThat(connection.closedWith).isNull();
        assertThat(session.state()).isEqualTo(SessionState.CLOSED);
        assertThat(world.time.pending()).isZero();
    }

    @Test
    void norDoesItWaitTooLongWhenTheLastAcknowledgementsAreWaitedForToo() {
        Resumables resumables = new Resumables();
        World world = resumables.world;
        world.delivery = Delivery.resumable();
        world.executor = executor;
        world.endpoint = new World.Silent() {
            @Override
            public void onOpen(Session opened, EndpointConfig config) {
                opened.getAsyncRemote().sendText("hello");
                close(opened);
                world.time.advance(ofMillis(549)); // it blocks for as long
            }
        };
        world.connect();
        executor.runAll();
        FakeConnection resumable = resumables.connection();
        resumable.accept(Resumables.begun(null));
        executor.runAll();
        assertThat(resumable.sent).containsExactly("hello");
        assertThat(resumable.closedWith).isNull();
        world.time.advance(ofMillis(1));
        assertThat(resumable.closedWith).isNotNull();
    }

    private static void close(Session opened) {
        try {
            opened.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void assertClosedBehindTheOutbox() {
        assertThat(connection.sent).containsExactly("hello", "parked");
        assertThat(connection.closedWith).isNotNull();
        assertThat(session.state()).isEqualTo(SessionState.CLOSED);
        assertThat(world.events(MessageDropped.class)).isEmpty();
        world.time.advance(ofMillis(999));
        assertThat(world.time.pending()).isZero();
    }
}
