package dev.mooring.tyrus.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.testkit.ManualExecutor;
import dev.mooring.tyrus.engine.FakeConnection.Writing;
import dev.mooring.websocket.SessionState;
import java.lang.reflect.Proxy;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** The application has shut down the scheduler that it handed in: what ends by a timer ends at once. */
class WithoutTimersTest {

    private final Resumables resumables = new Resumables();
    private final World world = resumables.world;

    @Test
    void aCloseWithAPeerThatDoesNotAnswer() {
        EngineSession session = world.open();
        FakeConnection connection = world.transport.last();
        connection.answersClose = false;
        shutDown();
        session.close();
        assertThat(connection.closedWith).isNotNull();
        assertClosed(session);
        assertThat(connection.aborted).isTrue();
    }

    @Test
    void aCloseThatWaitsForTheLastAcknowledgements() {
        EngineSession session = resumables.open();
        FakeConnection connection = resumables.connection();
        session.getAsyncRemote().sendText("m");
        shutDown();
        session.close();
        assertThat(connection.closedWith).isNotNull();
        assertClosed(session);
    }

    @Test
    void aCloseThatWaitsForOnOpen() {
        ManualExecutor executor = new ManualExecutor();
        world.executor = executor;
        EngineSession session = world.connect();
        executor.runAll();
        FakeConnection connection = world.transport.last();
        connection.answersClose = false;
        connection.accept();
        shutDown();
        session.close();
        assertThat(connection.closedWith).isNotNull();
        executor.runAll();
        assertClosed(session);
    }

    @Test
    void aConnectionThatCannotBeWrittenTo() {
        EngineSession session = world.open();
        FakeConnection connection = world.transport.last();
        connection.writing = Writing.FAILS;
        shutDown();
        session.getAsyncRemote().sendText("m");
        assertThat(session.state()).isEqualTo(SessionState.WAITING);
        assertThat(connection.aborted).isTrue();
    }

    @Test
    void whatIsLeftOfAConnectionThatWasClosed() {
        world.open();
        FakeConnection connection = world.transport.last();
        shutDown();
        connection.closeByPeer(1012, "come back");
        assertThat(connection.aborted).isTrue();
    }

    @Test
    void aCloseWhereTheSchedulerThrowsAnythingElse() {
        AtomicBoolean stopped = new AtomicBoolean();
        ScheduledExecutorService real = world.time.scheduler();
        world.scheduler = (ScheduledExecutorService) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ScheduledExecutorService.class},
                (self, method, arguments) -> {
                    if (stopped.get() && method.getName().equals("schedule")) {
                        throw new IllegalStateException("thrown by a test, as if the application were stopped");
                    }
                    return method.invoke(real, arguments);
                });
        EngineSession session = world.open();
        world.transport.last().answersClose = false;
        stopped.set(true);
        session.close();
        assertClosed(session);
    }

    private void shutDown() {
        world.time.scheduler().shutdownNow();
    }

    private static void assertClosed(EngineSession session) {
        assertThat(session.state()).isEqualTo(SessionState.CLOSED);
        assertThat(session.closed().toCompletableFuture()).isCompleted();
    }
}
