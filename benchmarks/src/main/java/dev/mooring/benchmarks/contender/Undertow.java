package dev.mooring.benchmarks.contender;

import io.undertow.websockets.jsr.UndertowContainerProvider;
import jakarta.websocket.WebSocketContainer;

/** Undertow's container for clients, which it gives by its provider alone. */
final class Undertow extends UndertowContainerProvider {

    private Undertow() {}

    static WebSocketContainer container() {
        return new Undertow().getContainer();
    }
}
