package dev.mooring.tyrus.engine;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.websocket.Heartbeat;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sessions of a container share their threads and timers. */
class SharingTest {

    private final World world = new World();

    @Test
    void manySessionsHaveOneTickBetweenThem() {
        world.heartbeat = Heartbeat.ping();
        world.transport.script = attempt -> {
            attempt.answersPings = true;
            attempt.accept();
        };
        List<EngineSession> sessions = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            sessions.add(world.connect());
        }
        world.time.advance(ofSeconds(6)); // all are stable
        assertThat(world.time.pending()).isEqualTo(1);
        world.time.advance(ofSeconds(60));
        assertThat(sessions).allMatch(EngineSession::isOpen);
        assertThat(world.transport.attempts).allMatch(connection -> connection.pings.size() == 2);
        assertThat(world.time.pending()).isEqualTo(1);
        world.container().close();
        world.time.advance(ofSeconds(1));
        assertThat(world.time.pending()).isZero();
    }

    @Test
    void threadsDoNotGrowWithSessionsAndEndWithTheContainer() {
        world.executor = null;
        world.scheduler = null;
        world.ticker = System::nanoTime;
        world.transport.script = FakeConnection::accept;
        List<EngineSession> sessions = open(50);
        long few = threads();
        sessions.addAll(open(450));
        assertThat(threads()).isLessThanOrEqualTo(few);
        world.container().close();
        assertThat(sessions).noneMatch(EngineSession::isOpen);
        await().until(() -> threads() == 0);
        assertThat(world.transport.closed).isTrue();
    }

    private List<EngineSession> open(int number) {
        List<EngineSession> sessions = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            sessions.add(world.connect());
        }
        await().until(() -> sessions.stream().allMatch(EngineSession::isOpen));
        return sessions;
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("world-"))
                .count();
    }
}
