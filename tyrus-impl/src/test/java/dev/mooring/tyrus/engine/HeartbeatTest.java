package dev.mooring.tyrus.engine;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.websocket.Heartbeat;
import dev.mooring.websocket.HeartbeatMissed;
import dev.mooring.websocket.Outbox;
import dev.mooring.websocket.Overflow;
import dev.mooring.websocket.SessionState;
import jakarta.websocket.MessageHandler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HeartbeatTest {

    private static final Duration INTERVAL = ofSeconds(30);
    private static final Duration TIMEOUT = ofSeconds(10);
    private static final Duration TOLERANCE = ofMillis(500);

    private final World world = new World();

    {
        world.heartbeat = Heartbeat.ping().every(INTERVAL).timeout(TIMEOUT);
    }

    @Test
    void aPingGoesOutEachInterval() {
        EngineSession session = world.open();
        FakeConnection connection = world.transport.last();
        connection.answersPings = true;
        for (int pings = 1; pings <= 5; pings++) {
            world.time.advance(INTERVAL.plus(ofMillis(100)));
            assertThat(connection.pings).hasSize(pings);
        }
        assertThat(session.isOpen()).isTrue();
    }

    @Test
    void silenceIsNoticedWithinIntervalAndTimeout() {
        EngineSession session = world.open();
        world.time.advance(INTERVAL.plus(TIMEOUT).minusMillis(1));
        assertThat(session.isOpen()).isTrue();
        world.time.advance(TOLERANCE);
        assertThat(session.state()).isEqualTo(SessionState.WAITING);
        assertThat(world.events(HeartbeatMissed.class)).hasSize(1);
        assertThat(world.transport.last().aborted).isTrue();
    }

    @Test
    void shortTimesAreKeptToo() {
        world.heartbeat = Heartbeat.ping().every(ofMillis(100)).timeout(ofMillis(50));
        EngineSession session = world.open();
        world.time.advance(ofMillis(149));
        assertThat(session.isOpen()).isTrue();
        world.time.advance(ofMillis(20));
        assertThat(session.isOpen()).isFalse();
    }

    @Test
    void anyMessageIsASignOfLife() {
        EngineSession session = world.open();
        FakeConnection connection = world.transport.last();
        for (int i = 0; i < 20; i++) {
            world.time.advance(ofSeconds(8));
            connection.listener.text("still here", true);
        }
        assertThat(session.isOpen()).isTrue();
    }

    @Test
    void whatCameBeforeThePingDoesNotAnswerIt() {
        EngineSession session = world.open();
        world.time.advance(INTERVAL.minusMillis(1));
        world.transport.last().listener.text("the last word", true);
        world.time.advance(TIMEOUT.plus(TOLERANCE));
        assertThat(session.isOpen()).isFalse();
    }

    @Test
    void aBusyHandlerIsNotADeadPeer() {
        EngineSession session = world.open();
        beBusy(session, ofMinutes(5));
        assertThat(session.isOpen()).isTrue();
        world.transport.last().answerPing();
        world.time.advance(ofSeconds(5));
        assertThat(session.isOpen()).isTrue();
    }

    @Test
    void afterABusyHandlerThePeerHasTheWholeTimeoutAndNoMore() {
        EngineSession session = world.open();
        beBusy(session, ofMinutes(5));
        world.time.advance(TIMEOUT.minusMillis(101));
        assertThat(session.isOpen()).isTrue();
        world.time.advance(TOLERANCE);
        assertThat(session.isOpen()).isFalse();
    }

    @Test
    void aPongThatWasReadWhileAHandlerWorksIsNotForgotten() {
        EngineSession session = world.open();
        FakeConnection connection = world.transport.last();
        session.addMessageHandler(
                String.class, (MessageHandler.Whole<String>) text -> world.time.advance(ofSeconds(1)));
        world.time.advance(INTERVAL.plusMillis(100)); // the ping is out
        connection.answerPing();
        connection.listener.text("work", true);
        world.time.advance(TIMEOUT.plus(TOLERANCE));
        assertThat(session.isOpen()).isTrue();
    }

    @Test
    void theSilenceOfAStoppedProcessIsExcused() {
        AtomicLong stopped = new AtomicLong();
        world.ticker = () -> world.time.nanos() + stopped.get();
        EngineSession session = world.open();
        world.time.advance(INTERVAL.plusSeconds(1)); // the ping is out
        stopped.addAndGet(ofHours(1).toNanos());
        world.time.advance(ofMillis(200));
        assertThat(session.isOpen()).isTrue();
        world.transport.last().answerPing(); // it had been waiting in the socket
        world.transport.last().answersPings = true;
        world.time.advance(ofSeconds(20));
        assertThat(session.isOpen()).isTrue();
    }

    @Test
    void aStoppedProcessWithADeadPeerNoticesAfterTheTimeout() {
        AtomicLong stopped = new AtomicLong();
        world.ticker = () -> world.time.nanos() + stopped.get();
        EngineSession session = world.open();
        world.time.advance(INTERVAL.plusSeconds(1));
        stopped.addAndGet(ofHours(1).toNanos());
        world.time.advance(TIMEOUT.plus(TOLERANCE));
        assertThat(session.isOpen()).isFalse();
    }

    @Test
    void aMessageHeartbeatIsAnsweredByItsReplyWhichIsNotDelivered() {
        world.heartbeat = Heartbeat.message().every(INTERVAL).timeout(TIMEOUT);
        List<String> delivered = new ArrayList<>();
        EngineSession session = world.open();
        session.addMessageHandler(String.class, (MessageHandler.Whole<String>) delivered::add);
        FakeConnection connection = world.transport.last();
        world.time.advance(INTERVAL.plusMillis(100));
        assertThat(connection.sent).containsExactly("{\"type\":\"ping\"}");
        connection.listener.text("{\"type\": \"pong\"}", true);
        connection.listener.text("{\"type\": \"pong\"}", true); // nobody asked for this one
        assertThat(delivered).containsExactly("{\"type\": \"pong\"}");
        world.time.advance(TIMEOUT.plus(TOLERANCE));
        assertThat(session.isOpen()).isTrue();
        world.time.advance(INTERVAL);
        assertThat(session.isOpen()).isFalse();
    }

    @Test
    void aMessageHeartbeatNeverWaitsForRoomInTheOutbox() {
        world.heartbeat = Heartbeat.message().every(INTERVAL).timeout(TIMEOUT);
        world.sendTimeout = ofMinutes(10);
        world.outbox = Outbox.ofMessages(1).whenFull(Overflow.BLOCK).blockFor(ofSeconds(5));
        EngineSession session = world.open();
        world.transport.last().writing = FakeConnection.Writing.LATER;
        session.getAsyncRemote().sendText("fills the outbox");
        long before = System.nanoTime();
        world.time.advance(INTERVAL.plusMillis(100));
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(ofSeconds(2));
    }

    @Test
    void aMessageHeartbeatPassesWhatIsParked() {
        world.heartbeat = Heartbeat.message().every(INTERVAL).timeout(TIMEOUT);
        world.sendTimeout = ofMinutes(10);
        EngineSession session = world.open();
        FakeConnection connection = world.transport.last();
        connection.writing = FakeConnection.Writing.LATER;
        for (int i = 0; i < 10; i++) {
            session.getAsyncRemote().sendText("x".repeat(100_000));
        }
        world.time.advance(INTERVAL.plusMillis(100));
        assertThat(connection.sent).hasSizeLessThan(10).contains("{\"type\":\"ping\"}");
    }

    @Test
    void aMessageHeartbeatWaitsForTheEndOfAMessageInParts() throws Exception {
        world.heartbeat = Heartbeat.message().every(INTERVAL).timeout(TIMEOUT);
        EngineSession session = world.open();
        FakeConnection connection = world.transport.last();
        session.getBasicRemote().sendText("first ", false);
        world.time.advance(INTERVAL.plus(TIMEOUT).plus(TIMEOUT));
        assertThat(session.isOpen()).isTrue();
        session.getBasicRemote().sendText("last", true);
        world.time.advance(ofMillis(100));
        assertThat(connection.sent).containsExactly("first ", "last", "{\"type\":\"ping\"}");
    }

    @Test
    void theRoundTripIsMeasuredAndSmoothed() {
        EngineSession session = world.open();
        FakeConnection connection = world.transport.last();
        assertThat(session.stats().heartbeatRoundTrip()).isNull();
        awaitPing(connection, 1);
        world.time.advance(ofMillis(80));
        connection.answerPing();
        assertThat(session.stats().heartbeatRoundTrip()).isEqualTo(ofMillis(80));
        assertThat(session.stats().smoothedRoundTrip()).isEqualTo(ofMillis(80));
        awaitPing(connection, 2);
        world.time.advance(ofMillis(160));
        connection.answerPing();
        assertThat(session.stats().heartbeatRoundTrip()).isEqualTo(ofMillis(160));
        assertThat(session.stats().smoothedRoundTrip()).isEqualTo(ofMillis(90));
        connection.answerPing(); // a pong that comes twice measures nothing
        assertThat(session.stats().heartbeatRoundTrip()).isEqualTo(ofMillis(160));
    }

    private void awaitPing(FakeConnection connection, int number) {
        while (connection.pings.size() < number) {
            world.time.advanceToNext();
        }
    }

    /** A message whose handler takes so long: time passes while it runs. */
    private void beBusy(EngineSession session, Duration duration) {
        session.addMessageHandler(String.class, (MessageHandler.Whole<String>) m -> world.time.advance(duration));
        world.transport.last().listener.text("work", true);
    }
}
