package dev.mooring.server.resume;

import dev.mooring.websocket.delivery.Reset;
import java.security.Principal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Whose a session is, where it may be resumed, and the tokens that show it. Not thread-safe: the record guards it. */
final class Owner {

    final Tokens tokens = new Tokens();
    private final String scope;
    private @Nullable Principal principal;

    Owner(String scope, @Nullable Principal principal) {
        this.scope = scope;
        this.principal = principal;
    }

    @Nullable Principal principal() {
        return principal;
    }

    /** Whether this is the principal of the session: by name, and nobody is somebody too. */
    boolean is(@Nullable Principal candidate) {
        String name = candidate == null ? null : candidate.getName();
        return Objects.equals(principal == null ? null : principal.getName(), name);
    }

    /** The principal has authenticated again: what it is by now. */
    void renew(@Nullable Principal present) {
        principal = present;
    }

    /** Why who shows this may not resume the session there; {@code null} when it may. */
    @Nullable Reset refusal(String shown, String where) {
        if (!tokens.accepts(shown)) {
            return Reset.TOKEN;
        }
        return scope.equals(where) ? null : Reset.OWNER;
    }
}
