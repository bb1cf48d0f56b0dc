package dev.mooring.tyrus.engine;

import java.net.URI;
import java.util.List;

/**
 * Where a session goes, and the circuit breaker of that place: it leaves one breaker and joins another as it turns. Turned by
 * the session's mailbox alone; read from anywhere.
 */
final class Route {

    private final Targets targets;
    private final Circuits circuits;
    private final Circuit.Traveller traveller;
    private volatile Circuit circuit;
    private long changesSeen;

    Route(List<URI> uris, Circuits circuits, Circuit.Traveller traveller) {
        this.targets = new Targets(uris);
        this.circuits = circuits;
        this.traveller = traveller;
        this.circuit = circuits.of(targets.current());
    }

    void begin() {
        circuit.join(traveller);
    }

    void end() {
        circuit.leave(traveller);
    }

    URI current() {
        return targets.current();
    }

    /** Whether this host and port are among those the application named. */
    boolean isHome(URI uri) {
        return targets.isHome(uri);
    }

    Circuit circuit() {
        return circuit;
    }

    /** Of several servers the next whose breaker lets us through; if none does, one of them is to be waited for. */
    boolean mayConnect() {
        boolean permitted = tryAcquire();
        for (int others = targets.others(); !permitted && others > 0; others--) {
            rotate();
            permitted = tryAcquire();
        }
        return permitted;
    }

    /** The traveller hears when it is worth asking again. */
    void await() {
        circuit.await(traveller, changesSeen);
    }

    /** The present place failed: on to the next. */
    void rotate() {
        targets.rotate();
        turn();
    }

    /** Goes elsewhere until that fails. */
    void detour(URI elsewhere) {
        targets.detour(elsewhere);
        turn();
    }

    private boolean tryAcquire() {
        changesSeen = circuit.changes();
        return circuit.tryAcquire();
    }

    private void turn() {
        Circuit next = circuits.of(targets.current());
        if (next != circuit) {
            circuit.leave(traveller);
            circuit = next;
            next.join(traveller);
        }
    }
}
