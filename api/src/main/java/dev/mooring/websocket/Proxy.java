package dev.mooring.websocket;

import org.jspecify.annotations.Nullable;

/**
 * An HTTP proxy that connections are tunnelled through with CONNECT. Immutable; the password never appears in
 * {@link #toString()}.
 *
 * @param host the proxy's name or address
 * @param port its port, 1 to 65535
 * @param user the user for basic authentication, or {@code null} for none
 * @param password the password for basic authentication, or {@code null} for none
 */
public record Proxy(
        String host,
        int port,
        @Nullable String user,
        @Nullable String password) {

    /** Validates host and port. */
    public Proxy {
        if (host.isBlank()) {
            throw new IllegalArgumentException("proxy host must not be blank");
        }
        Checks.within("proxy port", 1, 65_535, port);
    }

    /** An HTTP proxy without credentials. */
    public static Proxy http(String host, int port) {
        return new Proxy(host, port, null, null);
    }

    /** The same proxy with basic authentication. */
    public Proxy credentials(String name, String secret) {
        return new Proxy(host, port, name, secret);
    }

    @Override
    public String toString() {
        return "Proxy[" + host + ":" + port + (user == null ? "" : ", with credentials") + "]";
    }
}
