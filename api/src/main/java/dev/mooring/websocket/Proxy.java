package dev.mooring.websocket;

import org.jspecify.annotations.Nullable;

/**
 * A proxy that connections go through: an HTTP proxy that tunnels with CONNECT, or a SOCKS5 proxy (RFC 1928). Either resolves
 * the server's name itself. Immutable; the password never appears in {@link #toString()}.
 *
 * @param kind how the proxy is spoken to
 * @param host the proxy's name or address
 * @param port its port, 1 to 65535
 * @param user the user to authenticate as, or {@code null} for none
 * @param password the user's password, or {@code null} for none
 */
public record Proxy(
        Kind kind,
        String host,
        int port,
        @Nullable String user,
        @Nullable String password) {

    /** How a proxy is spoken to. */
    public enum Kind {
        /** {@code CONNECT} (RFC 9110, section 9.3.6), with basic authentication. */
        HTTP,
        /** SOCKS version 5, with user and password (RFC 1929). Needs the Netty transport. */
        SOCKS5
    }

    /** Validates host and port. */
    public Proxy {
        if (host.isBlank()) {
            throw new IllegalArgumentException("proxy host must not be blank");
        }
        Checks.within("proxy port", 1, 65_535, port);
    }

    /** An HTTP proxy without credentials. */
    public static Proxy http(String host, int port) {
        return new Proxy(Kind.HTTP, host, port, null, null);
    }

    /** A SOCKS5 proxy without credentials. Needs the Netty transport. */
    public static Proxy socks5(String host, int port) {
        return new Proxy(Kind.SOCKS5, host, port, null, null);
    }

    /** The same proxy with credentials. */
    public Proxy credentials(String name, String secret) {
        return new Proxy(kind, host, port, name, secret);
    }

    @Override
    public String toString() {
        return "Proxy[" + (kind == Kind.HTTP ? "" : "SOCKS5 ") + host + ":" + port
                + (user == null ? "" : ", with credentials") + "]";
    }
}
