package dev.mooring.tyrus.engine;

import dev.mooring.websocket.CircuitBreakerPolicy;
import java.net.URI;
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

    /** Ends their timers. */
    void close() {
        circuits.values().forEach(Circuit::end);
    }
}
