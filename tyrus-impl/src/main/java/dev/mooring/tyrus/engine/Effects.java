package dev.mooring.tyrus.engine;

import dev.mooring.tyrus.lifecycle.Effect;
import dev.mooring.tyrus.lifecycle.EffectRunner;
import dev.mooring.tyrus.lifecycle.Input;
import dev.mooring.tyrus.transport.Connection;
import dev.mooring.websocket.Closed;
import dev.mooring.websocket.ConnectionException;
import dev.mooring.websocket.Failure;
import dev.mooring.websocket.Opened;
import dev.mooring.websocket.Printable;
import dev.mooring.websocket.Redaction;
import dev.mooring.websocket.RetryScheduled;
import dev.mooring.websocket.StateChanged;
import dev.mooring.websocket.spi.ContainerOptions;
import jakarta.websocket.CloseReason;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * What the lifecycle of one session wants done, done: attempts, timers, the breaker, events. None of it blocks. Called by
 * the driver alone, one at a time.
 */
final class Effects implements EffectRunner {

    /** How long a peer may take to answer our close frame: {@code close()} is over within a second. */
    static final Duration CLOSE_TIMEOUT = Duration.ofMillis(600);

    /** How much of that the close frame waits for {@code @OnOpen}; the last acknowledgements have their time after it. */
    private static final Duration OPENING_TIMEOUT = Duration.ofMillis(200);

    private final Driver driver;
    private final ContainerOptions options;
    private final Workshop workshop;
    private final Route route;
    private final Delays delays;
    private final Attempts attempts;
    private final FirstAttempts firstAttempts = new FirstAttempts();
    private @Nullable ConnectionException lastFailure;
    private @Nullable Future<?> retryTimer;
    private @Nullable Future<?> watch;

    Effects(Driver driver, ContainerOptions options, Attempts attempts) {
        this.driver = driver;
        this.options = options;
        this.workshop = driver.workshop();
        this.route = driver.route();
        this.delays = new Delays(options.retry());
        this.attempts = attempts;
    }

    @Override
    public void askBreaker() {
        driver.post(route.mayConnect() ? new Input.Permitted() : new Input.Denied());
    }

    @Override
    public void releasePermit() {
        route.circuit().release();
    }

    @Override
    public void recordSuccess() {
        route.circuit().success();
    }

    @Override
    public void recordFailure(Effect.RecordFailure effect) {
        ConnectionException cause = effect.cause();
        if (!driver.lifecycle().everOpened()) {
            firstAttempts.failed(route.current(), cause);
        }
        route.circuit().failure(cause.failure());
    }

    @Override
    public void awaitCircuit() {
        route.await();
    }

    @Override
    public void connect(Effect.Connect effect) {
        Link previous = driver.link();
        if (previous != null) {
            previous.abort(); // what it did not write comes back to its place before the next connection is there
        }
        URI uri = route.current();
        Link next = new Link(driver, effect.epoch(), uri);
        driver.use(next);
        attempts.begin(next, effect.attempt(), route.isHome(uri), lastFailure, driver.application()::maxFrameSize);
    }

    @Override
    public void retarget(Effect.Retarget effect) {
        route.detour(effect.location());
    }

    @Override
    public void rotate() {
        route.rotate();
    }

    @Override
    public void closeConnection(Effect.CloseConnection effect) {
        Link link = present(effect.epoch());
        Connection closing = link.connection();
        Runnable close = () -> driver.sender().flush(() -> closing.close(effect.reason()));
        if (driver.application().hasEntered(link)) {
            close.run();
        } else {
            afterOpening(link, close);
        }
    }

    /** Nothing parked goes out before {@code @OnOpen} has run. */
    private void afterOpening(Link link, Runnable close) {
        AtomicBoolean begun = new AtomicBoolean();
        Runnable once = () -> {
            if (!link.isOver() && begun.compareAndSet(false, true)) {
                close.run();
            }
        };
        Future<?> timer = workshop.scheduleOrRun(OPENING_TIMEOUT, once);
        driver.application().afterwards(() -> {
            timer.cancel(false);
            once.run();
        });
    }

    @Override
    public void abort(Effect.Abort effect) {
        Link ended = driver.link();
        if (ended != null && ended.epoch() == effect.epoch()) {
            ended.mute();
            ended.abort();
        }
    }

    @Override
    public void scheduleRetry(Effect.ScheduleRetry effect) {
        lastFailure = effect.cause();
        URI elsewhere = lastFailure.failure().location();
        Link ended = driver.link();
        // from where it was told: the route has turned to the next server, which may be less safe
        URI detour = elsewhere == null || ended == null ? null : Judge.resolve(elsewhere, ended.uri());
        if (detour != null) {
            route.detour(detour);
        }
        Duration delay = delays.before(effect.retry(), effect.notBefore());
        int most = options.retry().maxRetries();
        driver.announce(new RetryScheduled(driver.id(), Instant.now(), effect.retry(), most, delay, effect.cause()));
        retryTimer = workshop.schedule(delay, () -> driver.post(new Input.RetryDue(effect.timer())));
    }

    @Override
    public void scheduleSpread(Effect.ScheduleSpread effect) {
        retryTimer = workshop.schedule(delays.spread(), () -> driver.post(new Input.RetryDue(effect.timer())));
    }

    @Override
    public void cancelRetry() {
        cancel(retryTimer);
    }

    @Override
    public void watchStability(Effect.WatchStability effect) {
        cancel(watch);
        watch = workshop.schedule(options.retry().minUptime(), () -> driver.post(new Input.Stable(effect.epoch())));
    }

    @Override
    public void watchClose(Effect.WatchClose effect) {
        cancel(watch);
        watch = workshop.scheduleOrRun(CLOSE_TIMEOUT, () -> driver.post(new Input.CloseOverdue(effect.epoch())));
    }

    @Override
    public void announce(Effect.Announce effect) {
        driver.announce(new StateChanged(driver.id(), Instant.now(), effect.from(), effect.to(), effect.cause()));
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // effects come one at a time
    public void attach(Effect.Attach effect) {
        Link open = present(effect.epoch());
        driver.figures().connectionsOpened++;
        driver.heart().start();
        driver.announce(
                new Opened(driver.id(), Instant.now(), open.epoch(), Redaction.of(open.uri()), open.connectTime()));
        open.attach();
    }

    @Override
    public void detach(Effect.Detach effect) {
        cancel(watch);
        lastFailure = effect.cause();
        Link ended = present(effect.epoch());
        Duration uptime = ended.uptime();
        driver.ended(uptime);
        ended.mute();
        driver.sender().detach(ended.epoch());
        Failure failure = effect.cause().failure();
        CloseReason reason = Reasons.of(failure);
        driver.announce(new Closed(
                driver.id(),
                Instant.now(),
                ended.epoch(),
                reason.getCloseCode().getCode(),
                Printable.of(String.valueOf(reason.getReasonPhrase())),
                uptime));
        driver.application().close(ended, reason);
        if (failure.closeReason() == null) {
            ended.abort(); // whatever is left of it: descriptors must not outlive a connection
        } else {
            workshop.scheduleOrRun(CLOSE_TIMEOUT, ended::abort); // the closing handshake may have the time it needs
        }
    }

    @Override
    public void finish(Effect.Finish effect) {
        ConnectionException cause = effect.cause();
        driver.retire();
        Exception neverOpened = driver.lifecycle().everOpened() ? null : neverOpened(cause);
        driver.application().afterwards(() -> {
            if (neverOpened == null) {
                driver.openedOnce();
            }
            driver.over(cause);
            if (neverOpened
                    != null) { // who hears of it may close the container, which waits for the end of the session
                driver.neverOpened(neverOpened);
            }
        });
    }

    private Exception neverOpened(@Nullable ConnectionException cause) {
        return cause == null
                ? new IOException("the session was closed before its first connection was open")
                : firstAttempts.failure(route.current(), cause);
    }

    private Link present(long epoch) {
        Link current = driver.link();
        if (current == null || current.epoch() != epoch) {
            throw new IllegalStateException("connection " + epoch + " is not the present one");
        }
        return current;
    }

    private static void cancel(@Nullable Future<?> timer) {
        if (timer != null) {
            timer.cancel(false);
        }
    }
}
