package dev.mooring.benchmarks.contender;

import dev.mooring.websocket.Delivery;
import dev.mooring.websocket.ResilientContainer;

/** Mooring with all defaults, but for what the name says. */
final class Resilient {

    private Resilient() {}

    /** With the default transport, Netty, and the default executor. */
    static Contender standard() {
        return of(ResilientContainer.builder());
    }

    /** Handlers run on the event loop, as those of raw Netty, Vert.x and Reactor Netty do. */
    static Contender inPlace() {
        return of(ResilientContainer.builder().executor(Runnable::run));
    }

    static Contender onGrizzly() {
        return of(ResilientContainer.builder().transport("grizzly"));
    }

    /** Against a server that speaks it; another fails it. */
    static Contender resumable() {
        return of(
                ResilientContainer.builder().delivery(Delivery.resumable().whenUnsupported(Delivery.Unsupported.FAIL)));
    }

    private static Contender of(ResilientContainer.Builder options) {
        ResilientContainer container = options.build();
        return new Jakarta(container, JakartaClient::new, container::close);
    }
}
