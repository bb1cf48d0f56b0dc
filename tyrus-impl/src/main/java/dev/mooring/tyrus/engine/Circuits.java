package dev.mooring.tyrus.engine;

import dev.mooring.websocket.CircuitBreakerPolicy;
import dev.mooring.websocket.CircuitState;
import java.net.URI;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The breakers of a container, one a host and port. */
final class Circuits {

    private final ConcurrentMap<String, Circuit> circuits = new ConcurrentHashMap<>();
    private final CircuitBreakerPolicy policy;
    private final Workshop workshop;

    Circuits(CircuitBreakerPolicy policy, Workshop workshop) {
        this.policy = policy;
        this.workshop = workshop;
    }

    Circuit of(URI uri) {
        return circuits.computeIfAbsent(Targets.endpoint(uri), endpoint -> new Circuit(endpoint, policy, workshop));
    }

    /** How many are in each state. */
    Map<CircuitState, Integer> byState() {
        Map<CircuitState, Integer> counts = new EnumMap<>(CircuitState.class);
        for (CircuitState state : CircuitState.values()) {
            counts.put(state, 0);
        }
        circuits.values().forEach(circuit -> counts.merge(circuit.state(), 1, Integer::sum));
        return counts;
    }

    /** Ends their timers. */
    void close() {
        circuits.values().forEach(Circuit::end);
    }
}
