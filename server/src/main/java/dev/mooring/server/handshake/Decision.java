package dev.mooring.server.handshake;

import dev.mooring.server.auth.Rejection;

/** What the guard says of a handshake. */
public sealed interface Decision permits Admission, Decision.Rejected {

    /** The handshake is refused. */
    record Rejected(Rejection rejection) implements Decision {}
}
