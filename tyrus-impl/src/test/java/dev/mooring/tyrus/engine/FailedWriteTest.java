package dev.mooring.tyrus.engine;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.testkit.ManualExecutor;
import dev.mooring.tyrus.engine.FakeConnection.Writing;
import dev.mooring.tyrus.transport.SendCompletion;
import dev.mooring.websocket.Outbox;
import dev.mooring.websocket.SendOptions;
import jakarta.websocket.SendHandler;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a transport tells of a message that it did not write runs no code of the application's, so it may be told at once. */
class FailedWriteTest {

    private final ManualExecutor executor = new ManualExecutor();
    private final Bench bench = new Bench(Outbox.defaults(), ofSeconds(10), executor);
    private final List<String> told = new ArrayList<>();
    private final SendHandler handler = result -> told.add(result.isOK() ? "written" : "failed");

    @Test
    void aTransportMayTellItAtOnce() {
        FakeConnection connection = bench.connect(Writing.LATER);
        bench.send("m", handler);
        assertThat(connection.unwritten).singleElement().isInstanceOfSatisfying(SendCompletion.class, completion -> {
            assertThat(completion.isQuick()).isFalse();
            assertThat(completion.isQuickToFail()).isTrue();
        });
    }

    @Test
    void itsHandlerIsCalledOnTheExecutorWhereThatIsItsEnd() {
        FakeConnection connection = bench.connect(Writing.LATER);
        bench.send("m", SendOptions.neverParked(), handler);
        connection.failWrites();
        assertFailsOnTheExecutor();
    }

    @Test
    void soItIsAfterTheEndOfTheSession() {
        FakeConnection connection = bench.connect(Writing.LATER);
        bench.send("m", handler);
        bench.sender.end();
        connection.failWrites();
        assertFailsOnTheExecutor();
    }

    /** The session ends between the look whether it has and the parking. */
    @Test
    void soItIsWhereItCannotBeParkedAnyMore() {
        FakeConnection connection = bench.connect(Writing.LATER);
        bench.send("m", handler);
        bench.whenBroken = bench.sender::end;
        connection.failWrites();
        assertFailsOnTheExecutor();
    }

    @Test
    void whatGoesOutOnTheNextConnectionIsToldAsEver() {
        FakeConnection connection = bench.connect(Writing.LATER);
        bench.send("m", handler);
        connection.failWrites();
        bench.disconnect();
        assertThat(bench.connect(Writing.AT_ONCE).sent).containsExactly("m");
        assertThat(told).containsExactly("written");
    }

    private void assertFailsOnTheExecutor() {
        assertThat(bench.sender.bufferedAmount()).isZero();
        assertThat(told).isEmpty();
        executor.runAll();
        assertThat(told).containsExactly("failed");
    }
}
