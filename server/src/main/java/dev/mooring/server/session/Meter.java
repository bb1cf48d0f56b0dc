package dev.mooring.server.session;

import dev.mooring.server.policy.RateLimit.Excess;
import io.github.bucket4j.Bucket;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** A token bucket and what happens when it is empty. Thread-safe. */
record Meter(Supplier<Bucket> bucket, Excess whenExceeded) {

    /** A throttled session that ends meanwhile frees its thread within this. */
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    /** What becomes of a message. */
    enum Verdict {
        PASS,
        DROP,
        CLOSE,
        /** The session has ended while it waited: it is neither handled nor refused. */
        OVER
    }

    /** Takes a token for one message; waits for it when the policy is to throttle, as long as the session lives. */
    Verdict take(BooleanSupplier alive) {
        if (bucket.get().tryConsume(1)) {
            return Verdict.PASS;
        }
        return switch (whenExceeded) {
            case DROP -> Verdict.DROP;
            case CLOSE -> Verdict.CLOSE;
            case THROTTLE -> waitForToken(alive);
        };
    }

    private Verdict waitForToken(BooleanSupplier alive) {
        while (alive.getAsBoolean()) {
            long wait = bucket.get().estimateAbilityToConsume(1).getNanosToWaitForRefill();
            LockSupport.parkNanos(Math.min(Math.max(wait, 1), PATIENCE_NANOS));
            if (bucket.get().tryConsume(1)) {
                return Verdict.PASS;
            }
        }
        return Verdict.OVER;
    }
}
