package dev.mooring.server.auth;

import java.security.Principal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The provided authenticators. All are immutable and as thread-safe as their {@link TokenVerifier}. */
public final class Authenticators {

    /** The scheme of RFC 6750, whose tokens may travel in more places than one. */
    private static final String BEARER = "Bearer";

    private Authenticators() {}

    /**
     * {@code Authorization: Bearer <token>}. Two such headers, or one of another scheme, are no credentials of this kind.
     * Its 401 carries {@code WWW-Authenticate: Bearer}.
     */
    public static Authenticator bearer(TokenVerifier verifier) {
        return new TokenAuthenticator("bearer token", Authenticators::bearerToken, verifier, Set.of(), BEARER);
    }

    /** A cookie. Remember the Origin check: a browser sends cookies along from every site. */
    public static Authenticator cookie(String name, TokenVerifier verifier) {
        requireName("cookie name", name);
        return new TokenAuthenticator("cookie", request -> request.cookie(name), verifier, Set.of(), BEARER);
    }

    /**
     * A query parameter, for browsers, which can set no headers. The value is blanked in what the session shows of its
     * URI; what a proxy in front of the server logs is out of our hands.
     */
    public static Authenticator query(String name, TokenVerifier verifier) {
        requireName("query parameter", name);
        return new TokenAuthenticator(
                "query parameter", request -> request.query(name), verifier, Set.of(name), BEARER);
    }

    /**
     * An entry of {@code Sec-WebSocket-Protocol} that starts with {@code prefix}, say {@code token.}; the rest is the
     * token. The endpoint must support another one of the offered subprotocols: the token is never sent back, and
     * browsers fail a connection for which none of their subprotocols was chosen.
     */
    public static Authenticator subprotocol(String prefix, TokenVerifier verifier) {
        requireName("subprotocol prefix", prefix);
        return new TokenAuthenticator(
                "subprotocol token",
                request -> request.subprotocols().stream()
                        .filter(offered -> offered.startsWith(prefix))
                        .findFirst()
                        .map(offered -> offered.substring(prefix.length()))
                        .orElse(null),
                verifier,
                Set.of(),
                BEARER);
    }

    /** Whoever the container has authenticated: a security constraint of {@code web.xml}, for instance. */
    public static Authenticator containerPrincipal() {
        return HandshakeContext::containerPrincipal;
    }

    /**
     * Asks one after the other; the first whose credentials are there decides, also when it rejects: a bad token in one
     * place is never made good by another.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Authenticator firstOf(Authenticator... authenticators) {
        if (authenticators.length == 0) {
            throw new IllegalArgumentException("firstOf needs at least 1 authenticator, but has 0");
        }
        return new FirstOf(List.of(authenticators));
    }

    private static void requireName(String option, String value) {
        if (value.isEmpty()) {
            throw new IllegalArgumentException(option + " must not be empty");
        }
    }

    private static @Nullable String bearerToken(HandshakeContext request) {
        List<String> values = request.headers("Authorization");
        if (values.size() != 1) {
            return null;
        }
        String value = values.get(0).strip();
        return value.toLowerCase(Locale.ROOT).startsWith("bearer ")
                ? value.substring("bearer ".length()).strip()
                : null;
    }

    private record FirstOf(List<Authenticator> all) implements Authenticator {

        @Override
        public @Nullable Principal authenticate(HandshakeContext request) throws Exception {
            for (Authenticator each : all) {
                Principal principal = each.authenticate(request);
                if (principal != null) {
                    return principal;
                }
            }
            return null;
        }

        @Override
        public Set<String> secretParameters() {
            return all.stream()
                    .flatMap(each -> each.secretParameters().stream())
                    .collect(Collectors.toSet());
        }

        @Override
        public String challenge() {
            return all.stream().map(Authenticator::challenge).distinct().collect(Collectors.joining(", "));
        }

        @Override
        public String toString() {
            return "firstOf" + Arrays.toString(all.toArray());
        }
    }
}
