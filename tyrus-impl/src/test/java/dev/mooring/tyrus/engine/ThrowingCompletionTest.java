package dev.mooring.tyrus.engine;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.testkit.ManualExecutor;
import dev.mooring.websocket.Heartbeat;
import dev.mooring.websocket.SendOptions;
import dev.mooring.websocket.SessionState;
import dev.mooring.websocket.StateChanged;
import jakarta.websocket.SendHandler;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A handler that hears how its send ended, and throws, or blocks: nobody else is kept from anything. */
class ThrowingCompletionTest {

    private final World world = new World();
    private final List<String> told = new ArrayList<>();

    private SendHandler throwing() {
        return result -> {
            told.add("first");
            throw new AssertionError("the application's");
        };
    }

    private SendHandler second() {
        return result -> told.add("second");
    }

    @Test
    void whenMessagesExpire() {
        Bench bench = new Bench();
        SendOptions briefly = SendOptions.timeToLive(ofSeconds(1));
        bench.send("a", briefly, throwing());
        bench.send("b", briefly, second());
        bench.sender.expire(bench.world.time.nanos() + ofSeconds(2).toNanos());
        assertThat(told).containsExactly("first", "second");
        assertThat(bench.sender.bufferedAmount()).isZero();
    }

    @Test
    void whenTheSessionEnds() {
        EngineSession session = world.open();
        world.transport.last().lose();
        session.getAsyncRemote().sendText("a", throwing());
        session.getAsyncRemote().sendText("b", second());
        session.close();
        assertThat(told).containsExactly("first", "second");
        assertThat(world.lastEvent(StateChanged.class).to()).isEqualTo(SessionState.CLOSED);
        assertThat(session.closed().toCompletableFuture()).isCompleted();
    }

    @Test
    void whenMessagesAreWritten() {
        EngineSession session = world.open();
        FakeConnection connection = world.transport.last();
        connection.writing = FakeConnection.Writing.LATER;
        session.getAsyncRemote().sendText("x".repeat(300 << 10), throwing());
        session.getAsyncRemote().sendText("b", second());
        connection.write();
        assertThat(connection.sent).as("what was parked behind it goes out").hasSize(2);
        assertThat(told).containsExactly("first", "second");
    }

    @Test
    void theHeartbeatsOfAllSessionsGoOn() {
        world.heartbeat = Heartbeat.ping().every(ofSeconds(1)).timeout(ofSeconds(60));
        EngineSession lost = world.open();
        world.transport.last().lose();
        world.transport.script = attempt -> {};
        lost.getAsyncRemote().setSendTimeout(1000);
        lost.getAsyncRemote().sendText("a", throwing());
        world.open();
        FakeConnection other = world.transport.last();
        other.answersPings = true;
        world.time.advance(ofSeconds(10));
        assertThat(told).containsExactly("first");
        assertThat(other.pings).hasSizeGreaterThan(5);
    }

    @Test
    void aHandlerThatMayBlockIsNotCalledByTheThreadOfAllTimers() {
        ManualExecutor executor = new ManualExecutor();
        world.executor = executor;
        EngineSession session = world.connect();
        session.getAsyncRemote().setSendTimeout(100);
        session.getAsyncRemote().sendText("a", second());
        world.time.advance(ofMillis(500));
        assertThat(session.bufferedAmount()).isZero();
        assertThat(told).isEmpty();
        executor.runAll();
        assertThat(told).containsExactly("second");
    }
}
