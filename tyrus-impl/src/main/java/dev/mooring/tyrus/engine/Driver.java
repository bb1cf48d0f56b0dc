package dev.mooring.tyrus.engine;

import dev.mooring.tyrus.lifecycle.Effect;
import dev.mooring.tyrus.lifecycle.Input;
import dev.mooring.tyrus.lifecycle.Lifecycle;
import dev.mooring.tyrus.lifecycle.RetryRules;
import dev.mooring.tyrus.lifecycle.Step;
import dev.mooring.tyrus.transport.Connection;
import dev.mooring.websocket.CircuitChanged;
import dev.mooring.websocket.CircuitState;
import dev.mooring.websocket.Closed;
import dev.mooring.websocket.ConnectionException;
import dev.mooring.websocket.DropReason;
import dev.mooring.websocket.Failed;
import dev.mooring.websocket.Failure;
import dev.mooring.websocket.MessageDropped;
import dev.mooring.websocket.Opened;
import dev.mooring.websocket.Printable;
import dev.mooring.websocket.Redaction;
import dev.mooring.websocket.RetryScheduled;
import dev.mooring.websocket.SessionEvent;
import dev.mooring.websocket.SessionState;
import dev.mooring.websocket.StateChanged;
import dev.mooring.websocket.spi.ContainerOptions;
import jakarta.websocket.CloseReason;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Drives one session: takes inputs one at a time, asks the {@link Lifecycle} what follows, and carries its effects out. The
 * mailbox owns no thread; whoever posts into an empty one works it off. Effects never block: what may block goes to the
 * executor, what is the application's goes through its gate.
 */
final class Driver implements Circuit.Traveller, Sender.Owner {

    private static final System.Logger LOG = System.getLogger(Driver.class.getName());

    /** How long a peer may take to answer our close frame: {@code close()} is over within a second. */
    static final Duration CLOSE_TIMEOUT = Duration.ofMillis(600);

    private final String id;
    private final ContainerOptions options;
    private final Workshop workshop;
    private final Route route;
    private final Delays delays;
    private final Judge judge;
    private final Attempts attempts;
    private final List<Observer> observers;
    private final Figures figures = new Figures();
    private final Heart heart;
    private final Sender sender;
    private final Application application;
    private final Vitals vitals;
    private final Runnable whenOver;
    private final CompletableFuture<Void> opened = new CompletableFuture<>();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final Queue<Input> mailbox = new ConcurrentLinkedQueue<>();
    private final AtomicInteger mail = new AtomicInteger();
    private volatile Lifecycle lifecycle;
    private volatile @Nullable Link link;
    private volatile Duration lastUptime = Duration.ZERO;

    // touched only while working off the mailbox
    private final FirstAttempts firstAttempts = new FirstAttempts();
    private @Nullable ConnectionException lastFailure;
    private @Nullable Future<?> retryTimer;
    private @Nullable Future<?> watch;

    Driver(EngineSession session, Binding binding, List<URI> uris, EngineContainer container) {
        this.id = session.getId();
        this.options = container.options();
        this.workshop = container.workshop();
        this.observers = container.observers();
        this.route = new Route(uris, container.circuits(), this);
        this.delays = new Delays(options.retry());
        this.judge = new Judge(options.classifier());
        this.attempts = new Attempts(options, container.transport(), workshop, binding.config());
        this.heart = new Heart(options.heartbeat(), workshop);
        this.sender = workshop.sender(options, figures, this);
        // not past an executor that was handed in: its threads have what the application's code needs
        boolean inPlace = options.executor() == null || container.transport().deliversOnExecutor();
        this.application = new Application(binding, session, this, container.listeners(), inPlace);
        this.vitals = new Vitals(this, options, heart, sender);
        this.lifecycle = Lifecycle.fresh(new RetryRules(options.retry(), options.initialConnect()));
        this.whenOver = () -> {
            container.ended(session);
            binding.destroy();
        };
    }

    void start() {
        route.begin();
        workshop.pulse().add(vitals);
        Duration limit = options.initialConnect().limit();
        if (limit != null) {
            ConnectionException late = new ConnectionException(
                    Failure.of(Failure.Kind.TIMEOUT, "no first connection within " + Printable.of(limit), null));
            Future<?> timer = workshop.schedule(limit, () -> post(new Input.InitialLimit(late)));
            opened.whenComplete((ok, failure) -> timer.cancel(false));
        }
        post(new Input.Start());
    }

    /** Takes an input; it is worked off by now, or by the thread that is at it. */
    void post(Input input) {
        mailbox.add(input);
        if (mail.getAndIncrement() != 0) {
            return;
        }
        do {
            Input next = mailbox.poll();
            if (next != null) {
                Step step = lifecycle.next(next);
                lifecycle = step.next();
                step.effects().forEach(this::carryOutSafely);
            }
        } while (mail.decrementAndGet() != 0);
    }

    /** One effect that fails must not keep the others, and all later inputs, from being worked off. */
    private void carryOutSafely(Effect effect) {
        try {
            carryOut(effect);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "session " + id + " could not carry out " + effect.getClass(), e);
        }
    }

    private void carryOut(Effect effect) {
        if (effect instanceof Effect.AskBreaker) {
            post(route.mayConnect() ? new Input.Permitted() : new Input.Denied());
        } else if (effect instanceof Effect.AwaitCircuit) {
            route.await();
        } else if (effect instanceof Effect.ReleasePermit) {
            route.circuit().release();
        } else if (effect instanceof Effect.RecordSuccess) {
            route.circuit().success();
        } else if (effect instanceof Effect.RecordFailure e) {
            if (!lifecycle.everOpened()) {
                firstAttempts.failed(route.current(), e.cause());
            }
            route.circuit().failure(e.cause().failure());
        } else if (effect instanceof Effect.Connect e) {
            connect(e);
        } else if (effect instanceof Effect.Retarget e) {
            route.detour(e.location());
        } else if (effect instanceof Effect.Rotate) {
            route.rotate();
        } else if (effect instanceof Effect.CloseConnection e) {
            Connection closing = present(e.epoch()).connection();
            sender.flush(() -> closing.close(e.reason()));
        } else if (effect instanceof Effect.Abort e) {
            abort(e.epoch());
        } else if (effect instanceof Effect.ScheduleRetry e) {
            scheduleRetry(e);
        } else if (effect instanceof Effect.ScheduleSpread e) {
            retryTimer = workshop.schedule(delays.spread(), () -> post(new Input.RetryDue(e.timer())));
        } else if (effect instanceof Effect.CancelRetry) {
            cancel(retryTimer);
        } else if (effect instanceof Effect.WatchStability e) {
            watch = replace(watch, options.retry().minUptime(), () -> post(new Input.Stable(e.epoch())));
        } else if (effect instanceof Effect.WatchClose e) {
            watch = replace(watch, CLOSE_TIMEOUT, () -> post(new Input.CloseOverdue(e.epoch())));
        } else if (effect instanceof Effect.Announce e) {
            announce(new StateChanged(id, Instant.now(), e.from(), e.to(), e.cause()));
        } else if (effect instanceof Effect.Attach e) {
            attach(e.epoch());
        } else if (effect instanceof Effect.Detach e) {
            detach(e);
        } else if (effect instanceof Effect.Finish e) {
            finish(e.cause());
        }
    }

    private void connect(Effect.Connect e) {
        Link previous = link;
        if (previous != null) {
            previous.abort(); // what it did not write comes back to its place before the next connection is there
        }
        URI uri = route.current();
        Link next = new Link(this, e.epoch(), uri);
        lastUptime = Duration.ZERO;
        link = next;
        attempts.begin(next, e.attempt(), route.isHome(uri), lastFailure, application.maxFrameSize());
    }

    private void attach(long epoch) {
        Link open = present(epoch);
        figures.connectionsOpened++;
        heart.start();
        announce(new Opened(id, Instant.now(), epoch, Redaction.of(open.uri()), open.connectTime()));
        open.attach();
    }

    private void detach(Effect.Detach e) {
        cancel(watch);
        lastFailure = e.cause();
        Link ended = present(e.epoch());
        lastUptime = ended.uptime();
        ended.mute();
        sender.detach(e.epoch());
        Failure failure = e.cause().failure();
        CloseReason reason = Reasons.of(failure);
        announce(new Closed(
                id,
                Instant.now(),
                e.epoch(),
                reason.getCloseCode().getCode(),
                Printable.of(String.valueOf(reason.getReasonPhrase())),
                ended.uptime()));
        application.close(ended, reason);
        if (failure.closeReason() == null) {
            ended.abort(); // whatever is left of it: descriptors must not outlive a connection
        } else {
            workshop.schedule(CLOSE_TIMEOUT, ended::abort); // the closing handshake may have the time it needs
        }
    }

    private void abort(long epoch) {
        Link ended = link;
        if (ended != null && ended.epoch() == epoch) {
            ended.mute();
            ended.abort();
        }
    }

    private void scheduleRetry(Effect.ScheduleRetry e) {
        lastFailure = e.cause();
        URI elsewhere = e.cause().failure().location();
        URI detour = elsewhere == null ? null : Judge.resolve(elsewhere, route.current());
        if (detour != null) {
            route.detour(detour);
        }
        Duration delay = delays.before(e.retry(), e.notBefore());
        announce(
                new RetryScheduled(id, Instant.now(), e.retry(), options.retry().maxRetries(), delay, e.cause()));
        retryTimer = workshop.schedule(delay, () -> post(new Input.RetryDue(e.timer())));
    }

    private void finish(@Nullable ConnectionException cause) {
        workshop.pulse().remove(vitals);
        route.end();
        if (lifecycle.everOpened()) {
            application.afterwards(this::openedOnce);
        } else if (cause != null) {
            opened.completeExceptionally(firstAttempts.failure(route.current(), cause));
        } else {
            opened.completeExceptionally(
                    new IOException("the session was closed before its first connection was open"));
        }
        application.afterwards(() -> {
            whenOver.run();
            if (cause == null) {
                closed.complete(null);
            } else {
                closed.completeExceptionally(cause);
            }
        });
    }

    void announce(SessionEvent event) {
        if (event instanceof StateChanged change && change.to().isFinal()) {
            sender.end(); // before the event, which is the last one: what is dropped now is told
            if (change.to() == SessionState.FAILED && change.cause() != null) {
                announce(new Failed(id, change.at(), lifecycle.tries().retries(), change.cause()));
            }
        }
        Observer.Situation situation = new Observer.Situation(route.current(), lastUptime);
        observers.forEach(observer -> observer.observe(event, situation));
        application.event(event);
    }

    private Link present(long epoch) {
        Link current = link;
        if (current == null || current.epoch() != epoch) {
            throw new IllegalStateException("connection " + epoch + " is not the present one");
        }
        return current;
    }

    private Future<?> replace(@Nullable Future<?> timer, Duration delay, Runnable task) {
        cancel(timer);
        return workshop.schedule(delay, task);
    }

    private static void cancel(@Nullable Future<?> timer) {
        if (timer != null) {
            timer.cancel(false);
        }
    }

    /** The peer broke a rule: it is told so, then the connection is given up. */
    void breakOff(CloseReason reason) {
        Link present = link;
        if (present != null) {
            present.connection().close(reason);
            present.end(Failure.brokenOff(reason));
        }
    }

    @Override
    public void writeFailed(Connection connection, Throwable failure) {
        Link present = link;
        if (present != null && present.isOn(connection)) {
            present.unwritable(failure);
        }
    }

    @Override
    public void callbackFailed(Throwable failure) {
        application.error(failure);
    }

    @Override
    public void dropped(DropReason reason, long bytes) {
        announce(new MessageDropped(id, Instant.now(), reason, bytes));
    }

    @Override
    public void circuitChanged(String endpoint, CircuitState from, CircuitState to) {
        announce(new CircuitChanged(id, Instant.now(), endpoint, from, to));
    }

    @Override
    public void circuitReleased() {
        post(new Input.CircuitReleased());
    }

    /** {@code @OnOpen} has run. */
    void openedOnce() {
        opened.complete(null);
    }

    String id() {
        return id;
    }

    boolean isOpen() {
        return lifecycle.state() == SessionState.OPEN;
    }

    CompletableFuture<Void> opened() {
        return opened;
    }

    CompletableFuture<Void> closed() {
        return closed;
    }

    Lifecycle lifecycle() {
        return lifecycle;
    }

    @Nullable Link link() {
        return link;
    }

    Route route() {
        return route;
    }

    Workshop workshop() {
        return workshop;
    }

    Judge judge() {
        return judge;
    }

    Heart heart() {
        return heart;
    }

    Figures figures() {
        return figures;
    }

    Sender sender() {
        return sender;
    }

    Application application() {
        return application;
    }
}
