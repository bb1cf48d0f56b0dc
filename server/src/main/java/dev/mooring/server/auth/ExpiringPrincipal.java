package dev.mooring.server.auth;

import java.security.Principal;
import java.time.Instant;

/** A principal that is valid until an instant; then its session is closed with 4401. */
public interface ExpiringPrincipal extends Principal {

    /** When it ends, by this machine's wall clock. Read once, when the session opens; one that throws opens none. */
    Instant expiresAt();
}
