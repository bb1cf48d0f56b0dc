package dev.mooring.cli.serve;

import dev.mooring.server.auth.Authenticator;
import dev.mooring.server.auth.Authenticators;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.Principal;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The tokens of the command line. Whoever brings the n-th is called by its number: the token itself is not for showing. */
final class Tokens {

    private final List<byte[]> tokens;

    private Tokens(List<String> tokens) {
        this.tokens = tokens.stream().map(Tokens::bytes).toList();
    }

    static Authenticator authenticator(List<String> tokens) {
        if (tokens.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("token must not be empty");
        }
        Tokens known = new Tokens(tokens);
        return Authenticators.firstOf(
                Authenticators.bearer(known::verify), Authenticators.query("access_token", known::verify));
    }

    private @Nullable Principal verify(String token) {
        return IntStream.range(0, tokens.size())
                .filter(i -> MessageDigest.isEqual(tokens.get(i), bytes(token))) // tells nothing by the time it takes
                .mapToObj(i -> (Principal) () -> "token " + (i + 1))
                .findFirst()
                .orElse(null);
    }

    private static byte[] bytes(String token) {
        return token.getBytes(StandardCharsets.UTF_8);
    }
}
