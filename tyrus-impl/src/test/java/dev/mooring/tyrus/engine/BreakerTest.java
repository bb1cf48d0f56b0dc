package dev.mooring.tyrus.engine;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.websocket.CircuitBreakerPolicy;
import dev.mooring.websocket.CircuitChanged;
import dev.mooring.websocket.CircuitState;
import dev.mooring.websocket.RetryPolicy;
import dev.mooring.websocket.SessionState;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BreakerTest {

    private static final Duration RESET = ofSeconds(60);

    private final World world = new World();

    @BeforeEach
    void setUp() {
        world.retry = RetryPolicy.fixed(ofSeconds(1)).jitter(0).maxRetries(RetryPolicy.UNLIMITED);
        world.breaker = CircuitBreakerPolicy.afterFailures(5).resetAfter(RESET).halfOpenAttempts(3);
        world.transport.script = FakeConnection::refuse;
    }

    @Test
    void failuresInARowOpenTheCircuitAndNothingIsTriedUntilTheReset() {
        EngineSession session = world.connect();
        world.time.advance(ofSeconds(5));
        assertThat(world.transport.attempts).hasSize(5);
        assertThat(session.state()).isEqualTo(SessionState.BLOCKED);
        assertThat(session.circuitState()).isEqualTo(CircuitState.OPEN);
        world.time.advance(ofSeconds(58));
        assertThat(world.transport.attempts).hasSize(5);
    }

    @Test
    void aSuccessInBetweenStartsTheCountAnew() {
        EngineSession session = world.connect();
        world.time.advance(ofSeconds(3)); // four failures
        world.transport.script = FakeConnection::accept;
        world.time.advance(ofSeconds(1));
        world.transport.script = FakeConnection::refuse;
        world.transport.last().lose();
        world.time.advance(ofSeconds(4)); // four more
        assertThat(world.transport.attempts).hasSize(9);
        assertThat(session.circuitState()).isEqualTo(CircuitState.CLOSED);
    }

    @Test
    void afterTheResetATrialThatSucceedsClosesTheCircuit() {
        EngineSession session = world.connect();
        world.time.advance(ofSeconds(5));
        world.transport.script = FakeConnection::accept;
        world.time.advance(RESET);
        assertThat(session.state()).isEqualTo(SessionState.OPEN);
        assertThat(world.events(CircuitChanged.class))
                .extracting(CircuitChanged::to)
                .containsExactly(CircuitState.OPEN, CircuitState.HALF_OPEN, CircuitState.CLOSED);
    }

    @Test
    void whenAllTrialsFailTheCircuitOpensForAnotherReset() {
        EngineSession session = world.connect();
        world.time.advance(ofSeconds(5));
        world.time.advance(RESET.plusSeconds(4));
        assertThat(world.transport.attempts).hasSize(8);
        assertThat(session.state()).isEqualTo(SessionState.BLOCKED);
        world.time.advance(ofSeconds(50));
        assertThat(world.transport.attempts).hasSize(8);
        world.time.advance(ofSeconds(20));
        assertThat(world.transport.attempts).hasSize(11);
    }

    @Test
    void blockedSessionsLeaveSpreadAndNotAllAtOnce() {
        world.retry = RetryPolicy.fixed(ofSeconds(10)).maxRetries(RetryPolicy.UNLIMITED);
        List<EngineSession> sessions = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            sessions.add(world.connect());
        }
        world.time.advance(ofSeconds(16));
        assertThat(sessions).allMatch(session -> session.state() == SessionState.BLOCKED);
        int before = world.transport.attempts.size();
        assertThat(before).isEqualTo(5);
        List<Duration> departures = new ArrayList<>();
        world.transport.script = attempt -> {
            departures.add(world.time.elapsed());
            attempt.accept();
        };
        world.time.advance(ofSeconds(80));
        assertThat(sessions).allMatch(EngineSession::isOpen);
        assertThat(new HashSet<>(departures)).hasSizeGreaterThan(35);
        assertThat(departures.get(39).minus(departures.get(0))).isBetween(ofSeconds(4), ofSeconds(21));
    }

    @Test
    void halfOpenLetsNoMoreThanItsTrialsThroughAtATime() {
        for (int i = 0; i < 10; i++) {
            world.connect();
        }
        world.time.advance(ofSeconds(5));
        world.transport.script = attempt -> {}; // nobody answers
        int before = world.transport.attempts.size();
        world.time.advance(RESET.plusMillis(2_000));
        assertThat(world.transport.attempts).hasSize(before + 3);
        world.transport.last().accept(); // one success is proof enough
        world.time.advance(ofSeconds(2));
        assertThat(world.transport.attempts).hasSize(before + 10);
    }

    @Test
    void aTrialThatSaysNothingAboutHealthLeavesItsPlaceToAnother() {
        world.breaker = CircuitBreakerPolicy.afterFailures(1).resetAfter(RESET).halfOpenAttempts(1);
        EngineSession first = world.connect();
        EngineSession second = world.connect();
        world.time.advance(ofSeconds(2));
        world.transport.script = attempt -> {};
        world.time.advance(RESET);
        int before = world.transport.attempts.size();
        world.transport.last().answer(404, null); // fatal for that session, and no word about the service
        world.transport.script = FakeConnection::accept;
        world.time.advance(ofSeconds(2));
        assertThat(world.transport.attempts).hasSize(before + 1);
        assertThat(List.of(first.state(), second.state()))
                .containsExactlyInAnyOrder(SessionState.FAILED, SessionState.OPEN);
    }

    @Test
    void theCircuitIsThatOfOneHostAlone() {
        world.connect();
        EngineSession other = world.connect(List.of(URI.create("ws://other.example/")));
        world.time.advance(ofMillis(500));
        assertThat(other.circuitState()).isEqualTo(CircuitState.CLOSED);
        assertThat(world.container().circuits().of(World.HOME).failures()).isEqualTo(1);
    }

    @Test
    void byHandItOpensAndCloses() {
        world.transport.script = FakeConnection::accept;
        EngineSession session = world.connect();
        session.openCircuit();
        assertThat(session.isOpen()).isTrue(); // what is open stays open
        world.transport.last().lose();
        world.time.advance(ofSeconds(2));
        assertThat(session.state()).isEqualTo(SessionState.BLOCKED);
        session.closeCircuit();
        world.time.advance(ofSeconds(1));
        assertThat(session.state()).isEqualTo(SessionState.OPEN);
    }

    @Test
    void closedByHandAndOpenedAgainItStaysOpenForAWholeReset() {
        world.transport.script = FakeConnection::accept;
        EngineSession session = world.connect();
        session.openCircuit();
        world.time.advance(ofSeconds(50));
        session.closeCircuit();
        session.openCircuit();
        world.time.advance(ofSeconds(59)); // the first timer is over long since
        assertThat(session.circuitState()).isEqualTo(CircuitState.OPEN);
        world.time.advance(ofSeconds(1));
        assertThat(session.circuitState()).isEqualTo(CircuitState.HALF_OPEN);
    }
}
