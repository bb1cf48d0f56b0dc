package dev.mooring.tyrus.engine;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.testkit.ManualExecutor;
import dev.mooring.websocket.InitialConnect;
import dev.mooring.websocket.ResilientSession;
import jakarta.websocket.ClientEndpointConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** What hangs on the stage of a connection that never opened may block: no thread of timers runs it. */
class FailedConnectTest {

    private final ManualExecutor executor = new ManualExecutor();
    private final World world = new World();
    private final List<String> told = new ArrayList<>();

    @Test
    void anAttemptThatTakesTooLongIsToldByTheExecutor() {
        world.initial = InitialConnect.failFast();
        record(connect());
        executor.runAll();
        assertThat(world.transport.attempts).hasSize(1);
        world.time.advance(ofSeconds(11));
        assertToldByTheExecutor();
    }

    @Test
    void soIsOneThatFailsBeforeTheLimitOfTheFirstConnection() {
        world.initial = InitialConnect.within(ofSeconds(5));
        record(connect());
        executor.runAll();
        world.time.advance(ofSeconds(6));
        assertToldByTheExecutor();
    }

    @Test
    void andOneThatIsRefused() {
        world.initial = InitialConnect.failFast();
        record(connect());
        executor.runAll();
        world.transport.last().refuse();
        assertToldByTheExecutor();
    }

    @Test
    void whoHearsOfItMayCloseTheContainerWhichHasNoSessionToWaitForThen() {
        world.initial = InitialConnect.failFast();
        CompletionStage<ResilientSession> connecting = connect();
        connecting.whenComplete((session, failure) -> told.add(world.container().toString()));
        executor.runAll();
        world.transport.last().refuse();
        executor.runAll();
        assertThat(told).singleElement().asString().contains("0 sessions");
    }

    private CompletionStage<ResilientSession> connect() {
        world.executor = executor;
        return world.container()
                .connectAsync(
                        world.endpoint, ClientEndpointConfig.Builder.create().build(), World.HOME);
    }

    private void record(CompletionStage<ResilientSession> stage) {
        stage.whenComplete((session, failure) -> told.add(failure == null ? "open" : "failed"));
    }

    private void assertToldByTheExecutor() {
        assertThat(told).isEmpty();
        executor.runAll();
        assertThat(told).containsExactly("failed");
    }
}
