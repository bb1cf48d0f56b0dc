package dev.mooring.tyrus.engine;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.websocket.CircuitBreakerPolicy;
import dev.mooring.websocket.RetryPolicy;
import dev.mooring.websocket.SessionListener;
import dev.mooring.websocket.SessionState;
import dev.mooring.websocket.StateChanged;
import jakarta.websocket.CloseReason;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** However a session is closed, it ends within a second and leaves no timer behind. */
class CloseTest {

    private final World world = new World();

    @Test
    void whileConnecting() {
        assertEndsWithoutTimers(world.connect());
        assertThat(world.transport.last().aborted).isTrue();
    }

    @Test
    void whileOpen() {
        world.retry = RetryPolicy.defaults().minUptime(ofHours(1));
        EngineSession session = world.open();
        assertEndsWithoutTimers(session);
        assertThat(world.transport.last().aborted).isTrue(); // whatever the transport had left of it
    }

    @Test
    void whileWaiting() {
        world.transport.script = FakeConnection::refuse;
        assertEndsWithoutTimers(world.connect());
    }

    @Test
    void whileBlocked() {
        world.breaker = CircuitBreakerPolicy.afterFailures(1).resetAfter(ofHours(1));
        world.transport.script = FakeConnection::refuse;
        EngineSession session = world.connect();
        world.time.advance(ofSeconds(2));
        assertThat(session.state()).isEqualTo(SessionState.BLOCKED);
        session.close();
        assertThat(session.state()).isEqualTo(SessionState.CLOSED);
        world.container().close();
        assertThat(world.time.pending()).isZero(); // the breaker is the container's
    }

    @Test
    void withAPeerThatDoesNotAnswer() {
        EngineSession session = world.open();
        world.transport.last().answersClose = false;
        session.close();
        assertThat(session.state()).isEqualTo(SessionState.CLOSING);
        assertEndsWithoutTimers(session);
        assertThat(world.transport.last().aborted).isTrue();
    }

    @Test
    void callbacksComeInOrderAndTheFinalStateLast() {
        List<String> calls = new ArrayList<>();
        world.endpoint = new World.Silent() {
            @Override
            public void onOpen(Session session, EndpointConfig config) {
                calls.add("open");
            }

            @Override
            public void onClose(Session session, CloseReason reason) {
                calls.add("close " + reason.getCloseCode().getCode());
            }
        };
        EngineSession session = world.connect();
        session.addListener(event -> {
            if (event instanceof StateChanged change) {
                calls.add(change.to().name());
            }
        });
        world.transport.last().accept();
        world.transport.last().lose();
        world.time.advance(ofSeconds(2));
        world.transport.last().accept();
        session.close();
        session.close();
        assertThat(calls)
                .containsExactly(
                        "OPEN",
                        "open",
                        "close 1006",
                        "WAITING",
                        "CONNECTING",
                        "OPEN",
                        "open",
                        "CLOSING",
                        "close 1000",
                        "CLOSED");
    }

    @Test
    void aListenerThatThrowsAnErrorHoldsNothingUp() {
        SessionListener broken = event -> {
            throw new AssertionError("a broken listener");
        };
        EngineSession session = world.connect();
        session.addListener(broken);
        world.transport.last().accept();
        assertEndsWithoutTimers(session);
    }

    private void assertEndsWithoutTimers(EngineSession session) {
        session.close();
        world.time.advance(ofMillis(999));
        assertThat(session.state()).isEqualTo(SessionState.CLOSED);
        assertThat(session.closed().toCompletableFuture()).isCompleted();
        assertThat(world.time.pending()).isZero();
    }
}
