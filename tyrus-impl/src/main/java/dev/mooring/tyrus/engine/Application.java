package dev.mooring.tyrus.engine;

import dev.mooring.websocket.SessionEvent;
import dev.mooring.websocket.SessionListener;
import dev.mooring.websocket.StateChanged;
import dev.mooring.websocket.delivery.Pacing;
import dev.mooring.websocket.dispatch.AnnotatedEndpoint;
import dev.mooring.websocket.dispatch.MessageDispatcher;
import jakarta.websocket.CloseReason;
import jakarta.websocket.PongMessage;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The application's side of one session: its endpoint, message handlers and listeners, all called through the gate, one at a
 * time and in order.
 */
final class Application implements MessageDispatcher.Owner {

    private static final System.Logger LOG = System.getLogger(Application.class.getName());

    private final Binding binding;
    private final EngineSession session;
    private final Driver driver;
    private final Gate gate;
    private final boolean inPlace; // messages, on the thread that brings them
    private final MessageDispatcher dispatcher;
    private final List<SessionListener> shared; // by all sessions of the container, and live
    private @Nullable Link delivering; // whose message was delivered last; within the gate
    private boolean ended; // the last event was told; within the gate
    private volatile long entered; // the last connection whose @OnOpen has run
    private volatile List<SessionListener> listeners = List.of(); // copied on write: few sessions have any of their own

    Application(Binding binding, EngineSession session, Driver driver, List<SessionListener> shared, boolean inPlace) {
        this.binding = binding;
        this.shared = shared;
        this.session = session;
        this.driver = driver;
        this.gate = new Gate(driver.workshop());
        this.inPlace = inPlace;
        this.dispatcher = new MessageDispatcher(binding.decoders(), this);
        if (binding.endpoint() instanceof AnnotatedEndpoint annotated) {
            annotated.attach(session);
        }
        if (binding.endpoint() instanceof SessionListener listener) {
            add(listener);
        }
    }

    /** Runs {@code @OnOpen}; what it sends goes out ahead of the outbox. */
    void open(Link link) {
        gate.execute(() -> {
            link.takeUpSession();
            driver.sender().opening(link.connection(), link.epoch());
            dispatcher.connectionOpening();
            try {
                binding.endpoint().onOpen(session, binding.config());
            } catch (Throwable e) {
                error(e);
            } finally {
                dispatcher.connectionOpened();
                driver.sender().opened();
                entered = link.epoch();
                driver.openedOnce();
            }
        });
    }

    /** Whether {@code @OnOpen} of this connection has run, so that the outbox flows. */
    boolean hasEntered(Link link) {
        return entered >= link.epoch();
    }

    void close(Link link, CloseReason reason) {
        gate.execute(() -> {
            link.left();
            delivering = null; // else it would be kept until the next message
            try {
                binding.endpoint().onClose(session, reason);
            } catch (Throwable e) {
                error(e);
            }
        });
    }

    void event(SessionEvent event) {
        if (shared.isEmpty() && listeners.isEmpty()) {
            return; // nobody hears it: that need not wake a thread
        }
        gate.execute(() -> {
            if (ended) {
                return; // it was on its way when the last event came
            }
            ended = isLast(event);
            for (SessionListener listener : shared) {
                if (!isEndpoint(listener)) {
                    tell(listener, event);
                }
            }
            for (SessionListener listener : listeners) {
                tell(listener, event);
            }
        });
    }

    /** Whether nothing follows this event. */
    static boolean isLast(SessionEvent event) {
        return event instanceof StateChanged change && change.to().isFinal();
    }

    private static void tell(SessionListener listener, SessionEvent event) {
        try {
            listener.onEvent(event);
        } catch (Throwable e) { // an Error too: the gate must go on
            LOG.log(System.Logger.Level.WARNING, "a listener failed at " + event, e);
        }
    }

    /** Runs after all callbacks that were there before. */
    void afterwards(Runnable task) {
        gate.execute(task);
    }

    /** Queues what a connection brought before it was attached. */
    void early(Link link, Object part, boolean last) {
        gate.execute(() -> {
            if (part instanceof String text) {
                deliver(link, text, last);
            } else if (part instanceof ByteBuffer data) {
                deliver(link, data, last);
            }
        });
    }

    void text(Link link, String part, boolean last) {
        if (enter(link)) {
            deliver(link, part, last);
            giveWay(link);
        } else {
            gate.executeOrHold(() -> deliver(link, part, last));
        }
    }

    void binary(Link link, ByteBuffer part, boolean last) {
        if (enter(link)) {
            deliver(link, part, last);
            giveWay(link);
        } else {
            gate.executeOrHold(() -> deliver(link, part, last));
        }
    }

    /** The connection has nothing more to deliver for now. */
    void leave(Link link) {
        if (link.isInGate()) {
            link.inGate(false);
            gate.exit();
        }
    }

    void pong(Link link, PongMessage message) {
        leave(link); // who holds the gate must not wait for it
        gate.executeOrHold(() -> {
            if (!link.hasLeft()) {
                dispatcher.pong(message);
            }
        });
    }

    boolean isBusy() {
        return gate.isBusy();
    }

    MessageDispatcher dispatcher() {
        return dispatcher;
    }

    void addListener(SessionListener listener) {
        if (!isEndpoint(listener)) {
            add(listener);
        }
    }

    private synchronized void add(SessionListener listener) {
        listeners = Stream.concat(listeners.stream(), Stream.of(listener)).toList();
    }

    /** An endpoint that is a listener hears the events as the endpoint, and not again because somebody added it, too. */
    private boolean isEndpoint(SessionListener listener) {
        return listener == binding.endpoint()
                || (binding.endpoint() instanceof AnnotatedEndpoint annotated && annotated.isOf(listener));
    }

    synchronized void removeListener(SessionListener listener) {
        List<SessionListener> left = new ArrayList<>(listeners);
        left.remove(listener);
        listeners = List.copyOf(left);
    }

    @Override
    public int maxTextMessageSize() {
        return session.getMaxTextMessageBufferSize();
    }

    @Override
    public int maxBinaryMessageSize() {
        return session.getMaxBinaryMessageBufferSize();
    }

    /** The largest frame that any message within the limits can need: any where one of them is zero or less. */
    int maxFrameSize() {
        int text = session.getMaxTextMessageBufferSize();
        int binary = session.getMaxBinaryMessageBufferSize();
        return text <= 0 || binary <= 0 ? Integer.MAX_VALUE : Math.max(text, binary);
    }

    /** Ends a session that neither sent nor received for as long as the application allows. */
    boolean closeIfIdle(Idleness idleness, long now, long epoch) {
        long limit = session.getMaxIdleTimeout();
        if (limit <= 0 || idleness.at(now, epoch) <= TimeUnit.MILLISECONDS.toNanos(limit)) {
            return false;
        }
        session.close(driver.goingAway("idle for " + limit + " ms"));
        return true;
    }

    @Override
    public void error(Throwable failure) {
        try {
            binding.endpoint().onError(session, failure);
        } catch (Throwable e) {
            e.addSuppressed(failure);
            LOG.log(System.Logger.Level.WARNING, "onError itself failed", e);
        }
    }

    @Override
    public void violation(CloseReason reason) {
        Link culprit = delivering;
        if (culprit != null) {
            culprit.breakOff(reason);
        }
    }

    /** Once for all messages of one read, for entering costs more than the rest of the way to the handler. */
    private boolean enter(Link link) {
        if (link.isInGate()) {
            return true;
        }
        boolean entered = inPlace && gate.tryEnter();
        link.inGate(entered);
        return entered;
    }

    /** Other callbacks, which may wait meanwhile, come before the next message. */
    private void giveWay(Link link) {
        if (gate.isWanted()) {
            leave(link);
        }
    }

    /**
     * What a connection brought before its {@code @OnClose} is delivered, also when it has ended meanwhile; nothing after, and
     * nothing behind a message over the limit: what is not handled must not count as handled.
     */
    private boolean isHeard(Link link) {
        return !link.hasLeft() && !dispatcher.isDeaf();
    }

    private void deliver(Link link, String part, boolean last) {
        Intake intake = link.intake();
        if (isHeard(link) && (intake == null || intake.admits(last))) {
            delivers(link);
            dispatcher.text(part, last);
            if (intake != null) {
                intake.handled(Pacing.weigh(part), last);
            }
        }
    }

    private void deliver(Link link, ByteBuffer part, boolean last) {
        Intake intake = link.intake();
        if (isHeard(link) && (intake == null || intake.admits(last))) {
            int size = part.remaining(); // before the application reads it
            delivers(link);
            dispatcher.binary(part, last);
            if (intake != null) {
                intake.handled(size, last);
            }
        }
    }

    private void delivers(Link link) {
        if (delivering != link) { // a reference written into an old object at each message would cost the collector
            delivering = link;
        }
    }
}
