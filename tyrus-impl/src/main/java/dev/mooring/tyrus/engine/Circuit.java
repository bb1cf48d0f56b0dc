package dev.mooring.tyrus.engine;

import static java.util.Objects.requireNonNull;

import dev.mooring.websocket.CircuitBreakerPolicy;
import dev.mooring.websocket.CircuitState;
import dev.mooring.websocket.Failure;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.circuitbreaker.event.CircuitBreakerOnStateTransitionEvent;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The breaker of one host and port, shared by all sessions of a container that go there: Resilience4j's, with our times and
 * our words. Thread-safe.
 */
final class Circuit {

    /** A session that goes there. */
    interface Traveller {
        void circuitChanged(String endpoint, CircuitState from, CircuitState to);

        /** Attempts are let through again; called once after each {@link #await}. */
        void circuitReleased();
    }

    private final String endpoint;
    private final CircuitBreakerPolicy policy;
    private final Workshop workshop;
    private final CircuitBreaker breaker;
    private final Set<Traveller> travellers = ConcurrentHashMap.newKeySet();
    private final Set<Traveller> blocked = ConcurrentHashMap.newKeySet();
    private final AtomicLong changes = new AtomicLong();
    private final AtomicLong returned = new AtomicLong(); // permits given back while half-open
    private @Nullable Future<?> resetTimer; // these two guarded by this
    private long openings;

    Circuit(String endpoint, CircuitBreakerPolicy policy, Workshop workshop) {
        this.endpoint = endpoint;
        this.policy = policy;
        this.workshop = workshop;
        // As many failures as the window is long, and nothing but failures, is: so many in a row.
        int window = policy.enabled() ? policy.failures() : 1;
        breaker = CircuitBreaker.of(
                endpoint,
                CircuitBreakerConfig.custom()
                        .slidingWindowType(SlidingWindowType.COUNT_BASED)
                        .slidingWindowSize(window)
                        .minimumNumberOfCalls(window)
                        .failureRateThreshold(100)
                        .permittedNumberOfCallsInHalfOpenState(policy.halfOpenAttempts())
                        .waitDurationInOpenState(Duration.ofDays(36_500)) // our timer ends it: see changed()
                        .build());
        breaker.getEventPublisher().onStateTransition(this::changed);
    }

    void join(Traveller traveller) {
        travellers.add(traveller);
    }

    void leave(Traveller traveller) {
        travellers.remove(traveller);
        blocked.remove(traveller);
    }

    /** Asks for a permit; it must be followed by one of success, failure and release. */
    boolean tryAcquire() {
        return breaker.tryAcquirePermission();
    }

    void release() {
        breaker.releasePermission();
        letNextTry();
    }

    void success() {
        if (breaker.getState() == CircuitBreaker.State.CLOSED && failures() == 0) {
            return; // there is no failure that it could outweigh, and counting it would make an event
        }
        breaker.onSuccess(0, TimeUnit.NANOSECONDS);
        if (breaker.getState() == CircuitBreaker.State.HALF_OPEN) {
            breaker.transitionToClosedState(); // one success is proof enough
        }
    }

    /** Counts the failure if it says something about the health of the service; else gives the permit back. */
    void failure(Failure failure) {
        if (policy.enabled() && speaksOfHealth(failure)) {
            breaker.onError(0, TimeUnit.NANOSECONDS, new IllegalStateException(failure.detail()));
            letNextTry();
        } else {
            release();
        }
    }

    /** How often it has become worth asking so far: remembered before asking for a permit, told to {@link #await}. */
    long changes() {
        return changes.get() + returned.get();
    }

    /** The traveller, denied a permit, hears once when to ask again; at once if there has been a change since. */
    void await(Traveller traveller, long changesSeen) {
        blocked.add(traveller);
        if (changes() != changesSeen) {
            release(traveller);
        }
    }

    void open() {
        if (state() != CircuitState.OPEN) {
            breaker.transitionToOpenState();
        }
    }

    void close() {
        if (state() != CircuitState.CLOSED) {
            breaker.transitionToClosedState();
        }
    }

    /** Nobody travels any more. */
    synchronized void end() {
        cancelReset();
    }

    CircuitState state() {
        return ours(breaker.getState());
    }

    int failures() {
        return breaker.getMetrics().getNumberOfFailedCalls();
    }

    private void changed(CircuitBreakerOnStateTransitionEvent event) {
        CircuitState from = ours(event.getStateTransition().getFromState());
        CircuitState to = ours(event.getStateTransition().getToState());
        travellers.forEach(traveller -> traveller.circuitChanged(endpoint, from, to));
        changes.incrementAndGet();
        if (to == CircuitState.OPEN) {
            scheduleReset();
        } else {
            blocked.forEach(this::release);
        }
    }

    /**
     * Transitions that come quickly are told by several threads, and in any order. So nothing but another opening takes the
     * place of this timer: whether the breaker was closed meanwhile is seen when it fires.
     */
    private synchronized void scheduleReset() {
        cancelReset();
        long opening = ++openings;
        resetTimer = workshop.schedule(policy.reset(), () -> halfOpen(opening));
    }

    private void cancelReset() {
        if (resetTimer != null) {
            resetTimer.cancel(false);
        }
    }

    private void halfOpen(long opening) {
        if (isNewest(opening)
                && breaker.getState() == CircuitBreaker.State.OPEN) { // else it was closed by hand meanwhile
            breaker.transitionToHalfOpenState();
        }
    }

    private synchronized boolean isNewest(long opening) {
        return openings == opening;
    }

    /** While half-open, a trial that ended leaves room for another: else the blocked would wait for nobody. */
    private void letNextTry() {
        if (breaker.getState() == CircuitBreaker.State.HALF_OPEN) {
            returned.incrementAndGet();
            blocked.forEach(this::release);
        }
    }

    private void release(Traveller traveller) {
        if (blocked.remove(traveller)) {
            traveller.circuitReleased();
        }
    }

    private static boolean speaksOfHealth(Failure failure) {
        return switch (failure.kind()) {
            case REFUSED, DNS, TIMEOUT, HANDSHAKE_BROKEN, TLS, LOST -> true;
            case HTTP_STATUS -> failure.httpStatus() >= 500 || failure.httpStatus() == 408;
            default -> false;
        };
    }

    private static CircuitState ours(CircuitBreaker.@Nullable State state) {
        return switch (requireNonNull(state)) {
            case OPEN, FORCED_OPEN -> CircuitState.OPEN;
            case HALF_OPEN -> CircuitState.HALF_OPEN;
            default -> CircuitState.CLOSED;
        };
    }
}
