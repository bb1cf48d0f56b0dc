package dev.mooring.tyrus.core;

import java.net.URI;

/** Ports of WebSocket URIs. */
public final class Ports {

    private Ports() {}

    /** The port to connect to, also where the URI names none. */
    public static int of(URI uri) {
        return uri.getPort() >= 0 ? uri.getPort() : isSecure(uri) ? 443 : 80;
    }

    /** Whether the connection goes over TLS. */
    public static boolean isSecure(URI uri) {
        return "wss".equalsIgnoreCase(uri.getScheme());
    }
}
