package dev.mooring.tyrus.engine;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.websocket.CircuitBreakerPolicy;
import dev.mooring.websocket.CircuitState;
import dev.mooring.websocket.Failure;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CircuitTest {

    private static final Failure REFUSED = Failure.of(Failure.Kind.REFUSED, "refused", null);
    private static final Failure UNAUTHORIZED = Failure.httpStatus(401, null, null, null);

    private final World world = new World();
    private final Workshop workshop = world.container().workshop();
    private final Circuit circuit = new Circuit(
            "home.example:80",
            CircuitBreakerPolicy.afterFailures(2).resetAfter(ofSeconds(60)).halfOpenAttempts(1),
            workshop);

    @Test
    void aPermitGivenBackBetweenARefusalAndTheWaitIsNotMissed() {
        halfOpen();
        assertThat(circuit.tryAcquire()).isTrue();
        Waiting second = new Waiting();
        long seen = circuit.changes();
        assertThat(circuit.tryAcquire()).isFalse();
        circuit.failure(UNAUTHORIZED); // the trial ends just now, before the refused one waits
        circuit.await(second, seen);
        assertThat(second.released).isEqualTo(1);
        assertThat(circuit.tryAcquire()).isTrue();
    }

    @Test
    void aChangeBetweenARefusalAndTheWaitIsNotMissed() {
        circuit.open();
        Waiting waiting = new Waiting();
        long seen = circuit.changes();
        assertThat(circuit.tryAcquire()).isFalse();
        circuit.close();
        circuit.await(waiting, seen);
        assertThat(waiting.released).isEqualTo(1);
    }

    @Test
    void whoeverLeavesIsNotReleased() {
        circuit.open();
        Waiting waiting = new Waiting();
        circuit.join(waiting);
        circuit.await(waiting, circuit.changes());
        circuit.leave(waiting);
        circuit.close();
        assertThat(waiting.released).isZero();
        assertThat(waiting.heard).isEmpty();
    }

    @Test
    void aReleaseComesOnceForEachWait() {
        circuit.open();
        Waiting waiting = new Waiting();
        circuit.join(waiting);
        circuit.await(waiting, circuit.changes());
        circuit.close();
        circuit.open();
        circuit.close();
        assertThat(waiting.released).isEqualTo(1);
        assertThat(waiting.heard).containsExactly(CircuitState.CLOSED, CircuitState.OPEN, CircuitState.CLOSED);
    }

    /** Two transitions may be told in another order than they came. */
    @Test
    void oneThatIsOpenedWhileItsClosingIsToldIsNotOpenForEver() {
        circuit.join(new Circuit.Traveller() {
            private boolean reopened;

            @Override
            public void circuitChanged(String endpoint, CircuitState from, CircuitState to) {
                if (to == CircuitState.CLOSED && !reopened) {
                    reopened = true;
                    circuit.open();
                }
            }

            @Override
            public void circuitReleased() {}
        });
        circuit.open();
        circuit.close();
        assertThat(circuit.state()).isEqualTo(CircuitState.OPEN);
        world.time.advance(ofSeconds(60));
        assertThat(circuit.state()).isEqualTo(CircuitState.HALF_OPEN);
    }

    @Test
    void oneThatIsOpenedAgainIsOpenForItsWholeTime() {
        circuit.open();
        world.time.advance(ofSeconds(40));
        circuit.close();
        circuit.open();
        assertThat(world.time.pending()).as("timers").isEqualTo(1);
        world.time.advance(ofSeconds(59));
        assertThat(circuit.state()).isEqualTo(CircuitState.OPEN);
        world.time.advance(ofSeconds(1));
        assertThat(circuit.state()).isEqualTo(CircuitState.HALF_OPEN);
    }

    @Test
    void rejectedCredentialsSayNothingAboutTheHealthOfTheService() {
        for (int i = 0; i < 10; i++) {
            assertThat(circuit.tryAcquire()).isTrue();
            circuit.failure(UNAUTHORIZED);
        }
        assertThat(circuit.state()).isEqualTo(CircuitState.CLOSED);
    }

    private void halfOpen() {
        for (int i = 0; i < 2; i++) {
            circuit.tryAcquire();
            circuit.failure(REFUSED);
        }
        world.time.advance(ofSeconds(60));
        assertThat(circuit.state()).isEqualTo(CircuitState.HALF_OPEN);
    }

    private static final class Waiting implements Circuit.Traveller {
        private final List<CircuitState> heard = new ArrayList<>();
        private int released;

        @Override
        public void circuitChanged(String endpoint, CircuitState from, CircuitState to) {
            heard.add(to);
        }

        @Override
        public void circuitReleased() {
            released++;
        }
    }
}
