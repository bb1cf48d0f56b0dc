package dev.mooring.server.auth;

import java.security.Principal;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A token found somewhere in the request, and its verifier. */
final class TokenAuthenticator implements Authenticator {

    private final String kind;
    private final Function<HandshakeContext, @Nullable String> finder;
    private final TokenVerifier verifier;
    private final Set<String> secretParameters;
    private final String challenge;

    TokenAuthenticator(
            String kind,
            Function<HandshakeContext, @Nullable String> finder,
            TokenVerifier verifier,
            Set<String> secretParameters,
            String challenge) {
        this.kind = kind;
        this.finder = finder;
        this.verifier = verifier;
        this.secretParameters = secretParameters;
        this.challenge = challenge;
    }

    @Override
    public @Nullable Principal authenticate(HandshakeContext request) throws Exception {
        String token = finder.apply(request);
        if (token == null) {
            return null;
        }
        Principal principal = token.isEmpty() ? null : verifier.verify(token);
        if (principal == null) {
            throw new HandshakeRejectedException(Rejection.unauthorized(kind + " not valid")
                    .header("WWW-Authenticate", challenge + " error=\"invalid_token\""));
        }
        return principal;
    }

    @Override
    public Set<String> secretParameters() {
        return secretParameters;
    }

    @Override
    public String challenge() {
        return challenge;
    }

    @Override
    public String toString() {
        return "Authenticator[" + kind + "]";
    }
}
