package dev.mooring.benchmarks.contender;

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

    private static Contender of(ResilientContainer.Builder options) {
        ResilientContainer container = options.build();
        return new Jakarta(container, JakartaClient::new, container::close);
    }
}
