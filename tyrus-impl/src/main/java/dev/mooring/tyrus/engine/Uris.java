package dev.mooring.tyrus.engine;

import dev.mooring.websocket.Redaction;
import java.net.URI;

/** Checks where somebody wants to connect to. */
final class Uris {

    private static final int MAX_PORT = 65535;

    private Uris() {}

    static void check(URI uri) {
        String scheme = uri.getScheme();
        if (!"ws".equalsIgnoreCase(scheme) && !"wss".equalsIgnoreCase(scheme)) {
            throw new IllegalArgumentException("a WebSocket URI starts with ws:// or wss://, but this is "
                    + Redaction.of(uri) + (scheme == null ? " without a scheme" : ""));
        }
        if (uri.getHost() == null) {
            throw new IllegalArgumentException("a WebSocket URI names a host, but this is " + Redaction.of(uri));
        }
        if (!hasPossiblePort(uri)) {
            throw new IllegalArgumentException("a port is at most " + MAX_PORT + ", but this is " + Redaction.of(uri));
        }
        if (uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException(
                    "a user in a WebSocket URI is never sent: let headers(...) set Authorization"
                            + " instead, and connect to " + Redaction.of(uri));
        }
        if (uri.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "a WebSocket URI has no fragment (RFC 6455, section 3), but this has one: " + Redaction.of(uri));
        }
    }

    /** Java's URIs may have any port. */
    static boolean hasPossiblePort(URI uri) {
        return uri.getPort() <= MAX_PORT;
    }
}
