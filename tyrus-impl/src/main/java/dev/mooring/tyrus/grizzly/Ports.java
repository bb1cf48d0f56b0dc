package dev.mooring.tyrus.grizzly;

import java.net.URI;

/** Ports of WebSocket URIs. */
final class Ports {

    private Ports() {}

    static int of(URI uri) {
        return uri.getPort() >= 0 ? uri.getPort() : isSecure(uri) ? 443 : 80;
    }

    static boolean isSecure(URI uri) {
        return "wss".equalsIgnoreCase(uri.getScheme());
    }
}
