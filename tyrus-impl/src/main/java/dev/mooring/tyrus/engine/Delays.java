package dev.mooring.tyrus.engine;

import dev.mooring.websocket.RetryPolicy;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Draws the delays of a retry policy. */
final class Delays {

    private final RetryPolicy policy;

    Delays(RetryPolicy policy) {
        this.policy = policy;
    }

    /**
     * The delay before a retry, at least what the peer wishes. A whole fleet is told the same time to come back: a tenth of
     * it, up to the base delay, keeps it from one moment.
     */
    Duration before(int retry, Duration notBefore) {
        Duration backoff = policy.delay(retry, ThreadLocalRandom.current().nextDouble());
        return backoff.compareTo(notBefore) < 0 ? notBefore.plus(upTo(notBefore.dividedBy(10))) : backoff;
    }

    /** A short time, so that blocked sessions do not leave all at once. */
    Duration spread() {
        return upTo(policy.baseDelay());
    }

    private Duration upTo(Duration limit) {
        long most = Math.min(limit.toNanos(), policy.baseDelay().toNanos());
        return Duration.ofNanos(most <= 0 ? 0 : ThreadLocalRandom.current().nextLong(most));
    }
}
