package dev.mooring.tyrus.engine;

import dev.mooring.tyrus.lifecycle.Effect;
import dev.mooring.tyrus.lifecycle.Input;
import dev.mooring.tyrus.lifecycle.Lifecycle;
import dev.mooring.tyrus.lifecycle.RetryRules;
import dev.mooring.tyrus.lifecycle.Step;
import dev.mooring.tyrus.transport.Connection;
import dev.mooring.websocket.CircuitChanged;
import dev.mooring.websocket.CircuitState;
import dev.mooring.websocket.ConnectionException;
import dev.mooring.websocket.DropReason;
import dev.mooring.websocket.Failed;
import dev.mooring.websocket.Failure;
import dev.mooring.websocket.MessageDropped;
import dev.mooring.websocket.Printable;
import dev.mooring.websocket.SessionEvent;
import dev.mooring.websocket.SessionState;
import dev.mooring.websocket.StateChanged;
import dev.mooring.websocket.spi.ContainerOptions;
import jakarta.websocket.CloseReason;
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
 * Drives one session: takes inputs one at a time, asks the {@link Lifecycle} what follows, and has its {@link Effects} do it.
 * The mailbox owns no thread; whoever posts into an empty one works it off. Effects never block: what may block goes to the
 * executor, what is the application's goes through its gate.
 */
final class Driver implements Circuit.Traveller, Sender.Owner {

    private static final System.Logger LOG = System.getLogger(Driver.class.getName());

    private final String id;
    private final ContainerOptions options;
    private final Workshop workshop;
    private final Route route;
    private final Judge judge;
    private final List<Observer> observers;
    private final Figures figures = new Figures();
    private final Heart heart;
    private final Sender sender;
    private final Application application;
    private final Vitals vitals;
    private final Effects effects; // touched only while working off the mailbox
    private final Runnable whenOver;
    private final CompletableFuture<Void> opened = new CompletableFuture<>();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final Queue<Input> mailbox = new ConcurrentLinkedQueue<>();
    private final AtomicInteger mail = new AtomicInteger();
    private volatile Lifecycle lifecycle;
    private volatile @Nullable Link link;
    private volatile boolean lastAnnounced; // the last event of the session
    private volatile Duration lastUptime = Duration.ZERO;

    Driver(EngineSession session, Binding binding, List<URI> uris, EngineContainer container) {
        this.id = session.getId();
        this.options = container.options();
        this.workshop = container.workshop();
        this.observers = container.observers();
        this.route = new Route(uris, container.circuits(), this);
        this.judge = new Judge(options.classifier());
        this.heart = new Heart(options.heartbeat(), workshop);
        this.sender = workshop.sender(options, figures, this);
        // not past an executor that was handed in: its threads have what the application's code needs
        boolean inPlace = options.executor() == null || container.transport().deliversOnExecutor();
        this.application = new Application(binding, session, this, container.listeners(), inPlace);
        this.vitals = new Vitals(this, options, heart, sender);
        this.effects =
                new Effects(this, options, new Attempts(options, container.transport(), workshop, binding.config()));
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
                step.effects().forEach(this::carryOut);
            }
        } while (mail.decrementAndGet() != 0);
    }

    /** One effect that fails must not keep the others, and all later inputs, from being worked off. */
    private void carryOut(Effect effect) {
        try {
            effect.by(effects);
        } catch (Throwable e) { // an Error too: nothing would be worked off any more
            LOG.log(System.Logger.Level.ERROR, "session " + id + " could not carry out " + effect.getClass(), e);
        }
    }

    /** From now on this is the session's connection, or its attempt to open one. */
    void use(Link next) {
        lastUptime = Duration.ZERO;
        link = next;
    }

    /** The session's connection has ended after this time. */
    void ended(Duration uptime) {
        lastUptime = uptime;
    }

    /** Nothing more is to be watched for this session. */
    void retire() {
        workshop.pulse().remove(vitals);
        route.end();
    }

    /** There will be no first connection. */
    void neverOpened(Exception failure) {
        opened.completeExceptionally(failure);
    }

    /** The session has ended, and {@code @OnClose} has run. */
    void over(@Nullable ConnectionException cause) {
        whenOver.run();
        if (cause == null) {
            closed.complete(null);
        } else {
            closed.completeExceptionally(cause);
        }
    }

    void announce(SessionEvent event) {
        if (lastAnnounced) {
            return; // what another thread, or a timer, finds out late
        }
        if (event instanceof StateChanged change && Application.isLast(event)) {
            sender.end(); // before the event, which is the last one: what is dropped now is told
            if (change.to() == SessionState.FAILED && change.cause() != null) {
                announce(new Failed(id, change.at(), lifecycle.tries().retries(), change.cause()));
            }
            lastAnnounced = true;
        }
        Observer.Situation situation = new Observer.Situation(route.current(), lastUptime);
        boolean last = lastAnnounced;
        observers.forEach(observer -> observer.observe(event, situation));
        if (lastAnnounced && !last) { // meanwhile, so this may have been told behind it
            observers.forEach(observer -> observer.forget(id));
        }
        application.event(event);
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

    /** What the peer is told when this side ends the session of its own accord. */
    CloseReason goingAway(String phrase) {
        return Reasons.goingAway(options.delivery(), phrase);
    }

    String id() {
        return id;
    }

    boolean isOpen() {
        return lifecycle.state() == SessionState.OPEN;
    }

    /** Whether the session is CLOSED or FAILED: the events that say so may still be on their way. */
    boolean hasEnded() {
        return lifecycle.state().isFinal();
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
