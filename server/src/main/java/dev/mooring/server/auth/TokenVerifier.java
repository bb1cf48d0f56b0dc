package dev.mooring.server.auth;

import java.security.Principal;
import org.jspecify.annotations.Nullable;

/** Turns a token into the principal it stands for. Thread-safe. */
@FunctionalInterface
public interface TokenVerifier {

    /**
     * The principal, or {@code null} when the token is not valid: rejected with 401.
     *
     * @throws HandshakeRejectedException to reject with a status of its own
     */
    @Nullable Principal verify(String token) throws Exception;
}
