package dev.mooring.server.session;

import java.security.Principal;
import org.jspecify.annotations.Nullable;

/** The rate limits that apply to one session. The principal's is added when it is known. Thread-safe. */
final class Meters {

    private final RateLimits limits;
    private final @Nullable Meter connection;
    private volatile @Nullable Meter principal;
    private volatile boolean waiting;

    Meters(RateLimits limits) {
        this.limits = limits;
        this.connection = limits.connection();
    }

    void identify(@Nullable Principal who) {
        principal = limits.principal(who);
    }

    /** Whether a message is waiting for its token: the container can bring nothing meanwhile, no pong either. */
    boolean isWaiting() {
        return waiting;
    }

    /** Asks for one message; the principal's bucket is not charged for what the connection's own refuses. */
    Meter.Verdict take(GuardedSession session) {
        Meter.Verdict verdict = take(connection, session);
        return verdict == Meter.Verdict.PASS ? take(principal, session) : verdict;
    }

    private Meter.Verdict take(@Nullable Meter meter, GuardedSession session) {
        if (meter == null) {
            return Meter.Verdict.PASS;
        }
        waiting = true;
        try {
            return meter.take(() -> !session.isEnding());
        } finally {
            waiting = false;
        }
    }
}
