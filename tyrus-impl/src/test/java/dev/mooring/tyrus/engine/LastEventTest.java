package dev.mooring.tyrus.engine;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.testkit.ManualExecutor;
import dev.mooring.websocket.Delivery;
import dev.mooring.websocket.DropReason;
import dev.mooring.websocket.HeartbeatMissed;
import dev.mooring.websocket.Resumed;
import dev.mooring.websocket.SessionEvent;
import dev.mooring.websocket.SessionState;
import dev.mooring.websocket.StateChanged;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The change to CLOSED is the last event of a session, whatever is late. */
class LastEventTest {

    private final ManualExecutor executor = new ManualExecutor();
    private final Resumables resumables = new Resumables();
    private final World world = resumables.world;
    private EngineSession session;

    @BeforeEach
    void open() {
        world.executor = executor;
        world.delivery = Delivery.resumable();
        session = world.connect();
        executor.runAll();
        resumables.connection().accept(Resumables.begun(null));
        executor.runAll();
        session.getAsyncRemote().sendText("m");
    }

    @Test
    void aSessionThatIsClosedBeforeItWasTakenUpIsNotResumed() {
        reconnectBehindACallbackThatBlocks(0);
        session.close();
        world.time.advance(ofSeconds(1));
        executor.runAll();
        assertLast(world.events);
        assertThat(world.events(Resumed.class)).isEmpty();
    }

    @Test
    void norIsItsServerBlamedForAnAcknowledgement() {
        reconnectBehindACallbackThatBlocks(1);
        session.close();
        world.time.advance(ofSeconds(1));
        Logger logger = Logger.getLogger(Resuming.class.getName());
        List<LogRecord> blamed = new ArrayList<>();
        Handler recorder = new Handler() {
            @Override
            public void publish(LogRecord line) {
                blamed.add(line);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        logger.addHandler(recorder);
        try {
            executor.runAll();
        } finally {
            logger.removeHandler(recorder);
        }
        assertThat(blamed).isEmpty();
        assertLast(world.events);
    }

    @Test
    void whatIsToldLateIsHeardByNobody() {
        session.close();
        world.time.advance(ofSeconds(1));
        executor.runAll();
        session.driver().dropped(DropReason.EXPIRED, 1);
        executor.runAll();
        assertLast(world.events);
        assertLast(world.observed);
    }

    @Test
    void norIsWhatIsQueuedBehindTheLastEvent() {
        session.close();
        world.time.advance(ofSeconds(1));
        session.driver()
                .application()
                .event(new HeartbeatMissed(session.getId(), Instant.now(), 1, Duration.ofSeconds(1)));
        executor.runAll();
        assertLast(world.events);
    }

    /** The server says that it has processed so many messages. */
    private void reconnectBehindACallbackThatBlocks(long processed) {
        resumables.lose();
        executor.runAll();
        world.time.advance(ofSeconds(5));
        executor.runAll();
        assertThat(world.transport.attempts).hasSize(2);
        resumables.connection().accept(Resumables.resumed(processed, processed));
    }

    private static void assertLast(List<SessionEvent> events) {
        assertThat(events)
                .last()
                .isInstanceOfSatisfying(
                        StateChanged.class, change -> assertThat(change.to()).isEqualTo(SessionState.CLOSED));
    }
}
