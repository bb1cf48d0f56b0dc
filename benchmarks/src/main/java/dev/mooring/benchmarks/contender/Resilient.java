package dev.mooring.benchmarks.contender;

import dev.mooring.websocket.Delivery;
import dev.mooring.websocket.Outbox;
import dev.mooring.websocket.ResilientContainer;

/** Mooring with all defaults, but for what the name says. */
final class Resilient {

    private static final Delivery RESUMABLE = Delivery.resumable().whenUnsupported(Delivery.Unsupported.FAIL);
    private static final Outbox ROOMY = Outbox.ofMessages(100_000).ofBytes(64 << 20);

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
        return of(ResilientContainer.builder().delivery(RESUMABLE));
    }

    static Contender resumableInPlace() {
        return of(ResilientContainer.builder().delivery(RESUMABLE).executor(Runnable::run));
    }

    /** With room for more than the default outbox has. */
    static Contender roomy() {
        return of(ResilientContainer.builder().outbox(ROOMY));
    }

    static Contender roomyResumable() {
        return of(ResilientContainer.builder().outbox(ROOMY).delivery(RESUMABLE));
    }

    private static Contender of(ResilientContainer.Builder options) {
        ResilientContainer container = options.build();
        return new Jakarta(container, JakartaClient::new, container::close);
    }
}
