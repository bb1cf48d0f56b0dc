package dev.mooring.tyrus.engine;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.tyrus.engine.FakeConnection.Writing;
import dev.mooring.websocket.DropReason;
import dev.mooring.websocket.FailureClassifier;
import dev.mooring.websocket.MessageDropped;
import dev.mooring.websocket.Outbox;
import dev.mooring.websocket.Overflow;
import dev.mooring.websocket.RetryScheduled;
import dev.mooring.websocket.SendOptions;
import dev.mooring.websocket.SessionState;
import dev.mooring.websocket.StateChanged;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The way out, driven by the shared tick. */
class OutboxTest {

    private final World world = new World();

    /** As for who looks at the state, which is not OPEN any more, and sends. */
    @Test
    void whatIsSentWhileTheEndOfAConnectionIsJudgedIsParked() {
        FailureClassifier standard = world.classifier;
        List<Runnable> meanwhile = new ArrayList<>();
        world.classifier = failure -> {
            meanwhile.forEach(Runnable::run);
            return standard.classify(failure);
        };
        EngineSession session = world.open();
        FakeConnection first = world.transport.last();
        meanwhile.add(() -> session.getAsyncRemote().sendText("late"));
        first.lose();
        meanwhile.clear();
        world.time.advance(ofSeconds(5));
        world.transport.last().accept();
        assertThat(first.sent).isEmpty();
        assertThat(world.transport.last().sent).containsExactly("late");
    }

    @Test
    void aConnectionThatWritesNothingForTheSendTimeoutIsReplacedAndNothingIsLost() {
        EngineSession session = world.open();
        FakeConnection deaf = world.transport.last();
        deaf.writing = Writing.LATER;
        CompletableFuture<Void> sent = session.send("m", SendOptions.NONE).toCompletableFuture();
        world.time.advance(ofSeconds(10));
        assertThat(session.isOpen()).isTrue();
        world.time.advance(ofMillis(500));
        assertThat(session.state()).isEqualTo(SessionState.WAITING);
        assertThat(deaf.aborted).isTrue();
        assertThat(world.lastEvent(RetryScheduled.class).cause()).hasMessageContaining("nothing could be written");
        deaf.failWrites();
        world.time.advance(ofSeconds(2));
        world.transport.last().accept();
        assertThat(world.transport.last().sent).containsExactly("m");
        assertThat(sent).isCompleted();
    }

    @Test
    void aSlowPeerThatStillReadsKeepsItsConnection() {
        EngineSession session = world.open();
        FakeConnection slow = world.transport.last();
        slow.writing = Writing.LATER;
        for (int i = 0; i < 10; i++) {
            session.getAsyncRemote().sendText("a " + i);
            session.getAsyncRemote().sendText("b " + i);
            world.time.advance(ofSeconds(8));
            slow.write();
        }
        assertThat(session.isOpen()).isTrue();
    }

    @Test
    void aStoppedProcessIsNoReasonToGiveAConnectionUp() {
        AtomicLong stopped = new AtomicLong();
        world.ticker = () -> world.time.nanos() + stopped.get();
        EngineSession session = world.open();
        world.transport.last().writing = Writing.LATER;
        session.getAsyncRemote().sendText("m");
        world.time.advance(ofSeconds(1));
        stopped.addAndGet(ofHours(1).toNanos());
        world.time.advance(ofSeconds(1));
        assertThat(session.isOpen()).isTrue();
        world.transport.last().write();
        world.time.advance(ofSeconds(60));
        assertThat(session.isOpen()).isTrue();
    }

    @Test
    void aParkedMessageExpiresWithinATickOfItsTime() {
        EngineSession session = world.connect();
        CompletableFuture<Void> sent =
                session.send("m", SendOptions.timeToLive(ofSeconds(3))).toCompletableFuture();
        world.time.advance(ofSeconds(3).minusMillis(1));
        assertThat(sent).isNotDone();
        world.time.advance(ofMillis(101));
        assertThat(sent).isCompletedExceptionally();
        assertThat(world.lastEvent(MessageDropped.class).reason()).isEqualTo(DropReason.EXPIRED);
        world.transport.last().accept();
        assertThat(world.transport.last().sent).isEmpty();
    }

    @Test
    void theSendTimeoutOfTheAsynchronousRemoteIsATimeToLive() {
        EngineSession session = world.connect();
        session.getAsyncRemote().setSendTimeout(2_000);
        var sent = session.getAsyncRemote().sendText("m");
        world.time.advance(ofMillis(2_100));
        assertThat(sent.isDone()).isTrue();
    }

    @Test
    void closingSendsWhatIsParkedAheadOfTheCloseFrame() {
        EngineSession session = world.connect();
        session.getAsyncRemote().sendText("parked");
        world.transport.last().accept();
        session.close();
        assertThat(world.transport.last().sent).containsExactly("parked");
        assertThat(world.transport.last().closedWith).isNotNull();
    }

    @Test
    void closingWithoutAConnectionDropsWhatIsParkedAndSaysSo() {
        EngineSession session = world.connect();
        CompletableFuture<Void> sent = session.send("m", SendOptions.NONE).toCompletableFuture();
        session.close();
        assertThat(sent).isCompletedExceptionally();
        assertThat(world.lastEvent(MessageDropped.class).reason()).isEqualTo(DropReason.SESSION_ENDED);
    }

    /** Its room is taken by a message that the connection still has in its hands. */
    @ParameterizedTest
    @EnumSource(
            value = Overflow.class,
            names = {"DROP_NEWEST", "DROP_OLDEST"})
    void nothingIsAnnouncedAfterTheLastEvent(Overflow policy) {
        world.outbox = Outbox.ofMessages(1).whenFull(policy);
        EngineSession session = world.open();
        world.transport.last().writing = Writing.LATER;
        session.getAsyncRemote().sendText("in transit");
        session.close();
        CompletableFuture<Void> late = session.send("late", SendOptions.NONE).toCompletableFuture();
        assertThat(late).isCompletedExceptionally();
        assertThat(world.events.get(world.events.size() - 1))
                .isInstanceOfSatisfying(
                        StateChanged.class, last -> assertThat(last.to()).isEqualTo(SessionState.CLOSED));
    }
}
