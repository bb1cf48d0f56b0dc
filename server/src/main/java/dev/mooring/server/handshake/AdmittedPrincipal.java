package dev.mooring.server.handshake;

import java.security.Principal;
import org.jspecify.annotations.Nullable;

/**
 * The principal of a request that the filter has let through. The Configurator sees of a request little more than headers,
 * which anyone can send, and the principal: this object is what nobody else can bring.
 */
public final class AdmittedPrincipal implements Principal {

    private final Admission admission;

    /** Carries this admission. */
    public AdmittedPrincipal(Admission admission) {
        this.admission = admission;
    }

    /** The admission that travels with this principal, or {@code null} if none does. */
    public static @Nullable Admission admission(@Nullable Principal principal) {
        return principal instanceof AdmittedPrincipal admitted ? admitted.admission : null;
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
