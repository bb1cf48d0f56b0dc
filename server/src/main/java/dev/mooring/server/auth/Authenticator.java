package dev.mooring.server.auth;

import java.security.Principal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides who a handshake comes from. Called once per handshake, on the container's thread, by many threads at once: keep
 * it thread-safe and quick. The provided ones are in {@link Authenticators}.
 *
 * <p>Three answers: a principal accepts; {@code null} says that the request carries no credentials of this kind, which a
 * combination takes as "ask the next one" and the guard, in the end, as 401; a {@link HandshakeRejectedException} rejects
 * with its status. Any other exception rejects with 500 and is logged.
 *
 * <p>A principal that is an {@link ExpiringPrincipal} ends its session when it expires.
 */
@FunctionalInterface
public interface Authenticator {

    /** The principal of this handshake, or {@code null} when it carries no credentials of this kind. */
    @Nullable Principal authenticate(HandshakeContext request) throws Exception;

    /** The query parameters that carry secrets: blanked wherever the session shows its URI. None by default. */
    default Set<String> secretParameters() {
        return Set.of();
    }

    /** The value of {@code WWW-Authenticate} that goes with a 401. Default {@code Bearer}. */
    default String challenge() {
        return "Bearer";
    }
}
