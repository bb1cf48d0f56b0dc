package dev.mooring.server.handshake;

import java.security.Principal;
import org.jspecify.annotations.Nullable;

/**
 * The principal of a request that the filter has let through. The Configurator sees of a request little more than headers,
 * which anyone can send, and the principal: this object is what nobody else can bring.
 */
public final class AdmittedPrincipal implements Principal {

    private final Admission admission;
    private final @Nullable Principal container;

    /** Carries this admission in place of the principal that the container gave, if it gave one. */
    public AdmittedPrincipal(Admission admission, @Nullable Principal container) {
        this.admission = admission;
        this.container = container;
    }

    /** The admission that travels with this principal, or {@code null} if none does. */
    public static @Nullable Admission admission(@Nullable Principal principal) {
        return principal instanceof AdmittedPrincipal admitted ? admitted.admission : null;
    }

    /** Whom the container itself has authenticated: this principal, or the one in whose place it stands; {@code null} for nobody. */
    static @Nullable Principal container(@Nullable Principal principal) {
        return principal instanceof AdmittedPrincipal admitted ? admitted.container : principal;
    }

    @Override
    public String getName() {
        Principal principal = admission.principal();
        return principal == null ? "" : principal.getName();
    }

    @Override
    public String toString() {
        return "AdmittedPrincipal[" + getName() + "]";
    }
}
