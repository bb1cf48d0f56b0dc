package dev.mooring.tyrus.engine;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.testkit.ManualExecutor;
import dev.mooring.tyrus.engine.FakeConnection.Writing;
import dev.mooring.tyrus.transport.SendCompletion;
import dev.mooring.websocket.Delivery;
import dev.mooring.websocket.SendOptions;
import jakarta.websocket.SendHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What hangs on the stage of a send may block, so it runs on the executor; who waits for a future is told at once. */
class StageTest {

    private final ManualExecutor executor = new ManualExecutor();
    private final Resumables resumables = new Resumables();
    private final World world = resumables.world;
    private final List<String> told = new ArrayList<>();

    @Test
    void notOnTheThreadOfAllTimers() {
        EngineSession session = session(Delivery.bestEffort());
        record(session.send("m", SendOptions.timeToLive(ofSeconds(1))));
        world.time.advance(ofSeconds(2));
        assertThat(session.bufferedAmount()).isZero();
        assertToldByTheExecutor("failed");
    }

    @Test
    void norOnOneThatWrites() {
        EngineSession session = session(Delivery.bestEffort());
        FakeConnection connection = resumables.connection();
        connection.writing = Writing.LATER;
        connection.accept();
        executor.runAll();
        record(session.send("m", SendOptions.NONE));
        assertThat(quick(connection.unwritten.peek())).isFalse();
    }

    @Test
    void norOnOneThatReads() {
        EngineSession session = resumable();
        record(session.send("m", SendOptions.NONE));
        resumables.connection().acknowledge(1, 0);
        assertToldByTheExecutor("sent");
    }

    @Test
    void norOnTheOneThatEndsTheSession() {
        EngineSession session = resumable();
        record(session.send("m", SendOptions.NONE));
        session.close();
        world.time.advance(ofSeconds(1));
        assertToldByTheExecutor("failed");
    }

    @Test
    void aFutureIsThereAtOnce() {
        EngineSession session = session(Delivery.bestEffort());
        FakeConnection connection = resumables.connection();
        connection.writing = Writing.LATER;
        connection.accept();
        executor.runAll();
        Future<Void> sent = session.getAsyncRemote().sendText("m");
        assertThat(quick(connection.unwritten.peek())).isTrue();
        connection.write();
        assertThat(sent).isDone();
    }

    private EngineSession session(Delivery delivery) {
        world.executor = executor;
        world.delivery = delivery;
        EngineSession connecting = world.connect();
        executor.runAll();
        return connecting;
    }

    private EngineSession resumable() {
        EngineSession opening = session(Delivery.resumable());
        resumables.connection().accept(Resumables.begun(null));
        executor.runAll();
        return opening;
    }

    private void record(CompletionStage<Void> stage) {
        stage.whenComplete((sent, failure) -> told.add(failure == null ? "sent" : "failed"));
    }

    private void assertToldByTheExecutor(String what) {
        assertThat(told).isEmpty();
        executor.runAll();
        assertThat(told).containsExactly(what);
    }

    private static boolean quick(SendHandler completion) {
        return ((SendCompletion) completion).isQuick();
    }
}
