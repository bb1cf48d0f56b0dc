package dev.mooring.server.auth;

import java.security.Principal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an {@link Authenticator} sees of a handshake: the upgrade request, read-only. Values come from the peer as they
 * are; nothing in here is trustworthy except {@link #containerPrincipal()} and {@link #remoteAddress()}. Valid during the
 * call only; used by one thread.
 */
public interface HandshakeContext {

    /** The values of a header, its name compared without case; empty when absent. */
    List<String> headers(String name);

    /** The first value of a header, or {@code null}. */
    default @Nullable String header(String name) {
        List<String> values = headers(name);
        return values.isEmpty() ? null : values.get(0);
    }

    /** The value of the first cookie of this name (case-sensitive), without surrounding quotes, or {@code null}. */
    @Nullable String cookie(String name);

    /** The first value of a query parameter, decoded, or {@code null}. Never a path parameter. */
    @Nullable String query(String name);

    /** The path of the request as it was sent, still percent-encoded, without query, the context path included. */
    String path();

    /**
     * The path parameters of the endpoint's template, decoded, from our own match of the path: containers mix query keys
     * into theirs.
     */
    Map<String, String> pathParameters();

    /** The subprotocols the client offers, in its order. */
    List<String> subprotocols();

    /** The principal the container itself has authenticated, or {@code null}. */
    @Nullable Principal containerPrincipal();

    /** Whether the container's principal has this role; {@code false} without a principal. */
    boolean isUserInRole(String role);

    /**
     * The address of the client, as the policy's trusted proxies say; {@code null} where the container does not tell (a
     * server without servlets that is not Tyrus).
     */
    @Nullable String remoteAddress();
}
