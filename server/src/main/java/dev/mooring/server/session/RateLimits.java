package dev.mooring.server.session;

import dev.mooring.server.policy.RateLimit;
import dev.mooring.server.policy.ServerPolicy;
import dev.mooring.websocket.Ticker;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.security.Principal;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The token buckets of one endpoint. A principal's bucket outlives its connections until it is full again: else
 * reconnecting would refill it. Thread-safe.
 */
final class RateLimits {

    private static final long SWEEP_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final @Nullable RateLimit connection;
    private final @Nullable RateLimit principal;
    private final Ticker ticker;
    private final ConcurrentMap<String, Bucket> byPrincipal = new ConcurrentHashMap<>();
    private long sweptAt; // confined to the tick

    RateLimits(ServerPolicy policy, Ticker ticker) {
        this.connection = policy.rateLimit();
        this.principal = policy.rateLimitPerPrincipal();
        this.ticker = ticker;
        this.sweptAt = ticker.nanos();
    }

    /** The bucket of one connection, or {@code null} when there is no limit. */
    @Nullable Meter connection() {
        if (connection == null) {
            return null;
        }
        Bucket own = bucket(connection);
        return new Meter(() -> own, connection.whenExceeded());
    }

    /**
     * The bucket shared by the connections of this principal, or {@code null} when there is no limit. It is looked up for each
     * message: a connection that kept one would have it for itself once it was full, and dropped from here.
     */
    @Nullable Meter principal(@Nullable Principal who) {
        RateLimit limit = principal;
        if (limit == null || who == null) {
            return null;
        }
        String name = who.getName();
        return new Meter(() -> bucketOf(name, limit), limit.whenExceeded());
    }

    private Bucket bucketOf(String principal, RateLimit limit) {
        Bucket present = byPrincipal.get(principal); // takes no lock, as the line below may
        return present == null ? byPrincipal.computeIfAbsent(principal, key -> bucket(limit)) : present;
    }

    void tick(long now) {
        RateLimit limit = principal;
        if (limit != null && now - sweptAt > SWEEP_NANOS) {
            sweptAt = now;
            byPrincipal.values().removeIf(bucket -> bucket.getAvailableTokens() >= limit.burst());
        }
    }

    private Bucket bucket(RateLimit limit) {
        return Bucket.builder()
                .addLimit(bandwidth -> bandwidth.capacity(limit.burst()).refillGreedy(limit.permits(), limit.period()))
                .withCustomTimePrecision(new TickerMeter(ticker))
                .build();
    }

    private record TickerMeter(Ticker ticker) implements TimeMeter {

        @Override
        public long currentTimeNanos() {
            return ticker.nanos();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}
