package dev.mooring.tyrus.engine;

import dev.mooring.websocket.Redaction;
import java.net.URI;

/** Checks where somebody wants to connect to. */
final class Uris {

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
}
