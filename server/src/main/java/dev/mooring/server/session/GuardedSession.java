package dev.mooring.server.session;

import dev.mooring.server.auth.ExpiringPrincipal;
import dev.mooring.server.auth.FirstMessageAuth;
import dev.mooring.server.handshake.Admission;
import dev.mooring.server.policy.InvalidInput;
import dev.mooring.server.policy.ServerPolicy;
import dev.mooring.server.topic.Outbound;
import dev.mooring.server.topic.Subscriber;
import dev.mooring.server.topic.Topics;
import dev.mooring.websocket.SendOptions;
import dev.mooring.websocket.dispatch.MessageDispatcher;
import jakarta.websocket.CloseReason;
import jakarta.websocket.DecodeException;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.PongMessage;
import jakarta.websocket.SendHandler;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One guarded session: ties what arrives, what goes out, the clock and the application together. */
final class GuardedSession extends SessionView implements Subscriber, MessageDispatcher.Owner {

    /** How long a container may take to report a close before the session is given up without it. */
    private static final long CLOSE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static final System.Logger LOG = System.getLogger(GuardedSession.class.getName());

    private final EndpointBinding binding;
    private final Admission admission;
    private final Serial serial = new Serial();
    private final Ending ending = new Ending();
    private final Liveness liveness;
    private final Meters meters;
    private final Outgoing outgoing;
    private final @Nullable Backpressure backpressure;
    private @Nullable List<Runnable> endActions; // guarded by ending; null when there are none
    private volatile @Nullable Deadline deadline; // of the first message, then of the principal

    GuardedSession(Session raw, EndpointBinding binding, Admission admission) {
        super(raw, binding, admission);
        this.binding = binding;
        this.admission = admission;
        this.liveness = new Liveness(policy().heartbeat(), now());
        this.meters = new Meters(binding.rates());
        this.backpressure = Backpressure.of(raw);
        this.outgoing = new Outgoing(
                binding.runtime().writer().wire(raw),
                policy().slowConsumer(),
                binding.runtime().ticker(),
                binding.runtime().workers(),
                this::tooSlow);
    }

    void open() {
        try {
            Application created = new Application(this, binding, this);
            application(created);
            listen(created);
        } catch (DeploymentException | RuntimeException e) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "cannot open a session of " + binding.guard().template(),
                    e);
            endNow(Reasons.FAILED);
            return;
        }
        binding.guardedSessions().add(this);
        binding.counts().opened.increment();
        FirstMessageAuth first = policy().firstMessage();
        if (first != null) {
            deadline = new Deadline(now() + first.deadline().toNanos(), Reasons.UNAUTHENTICATED, true);
        } else {
            identified(admission.principal());
            serial.run(this::start);
        }
        if (ending.isOver()) { // closed before it was added: nobody else would take it out again
            binding.guardedSessions().remove(this);
        }
    }

    private void listen(Application created) {
        Incoming incoming = new Incoming(this, new Inbox(this, created.handlers(), policy()), policy(), meters);
        if (raw.getMaxIdleTimeout() > 0) {
            raw.setMaxIdleTimeout(0); // the heartbeat is what finds dead clients
        }
        BufferSizes.limit(raw, policy().maxMessageSize());
        TomcatProperties.set(raw, policy().sendTimeout().toMillis(), TimeUnit.NANOSECONDS.toMillis(CLOSE_NANOS));
        raw.addMessageHandler(String.class, (MessageHandler.Partial<String>) incoming::text);
        raw.addMessageHandler(ByteBuffer.class, (MessageHandler.Partial<ByteBuffer>) incoming::binary);
        raw.addMessageHandler(PongMessage.class, (MessageHandler.Whole<PongMessage>) incoming::pong);
    }

    /** Makes the endpoint and opens it. Inside the serial. */
    private void start() {
        Application created = application();
        if (created == null || isEnding()) {
            return;
        }
        try {
            created.open(binding.create());
        } catch (InstantiationException | RuntimeException e) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "cannot create the endpoint of " + binding.guard().template(),
                    e);
            endNow(Reasons.FAILED);
        }
    }

    private void identified(@Nullable Principal principal) {
        meters.identify(principal);
        setPrincipal(principal);
        deadline = principal instanceof ExpiringPrincipal expiring
                ? new Deadline(
                        now()
                                + Duration.between(Instant.now(), expiring.expiresAt())
                                        .toNanos(),
                        Reasons.EXPIRED,
                        false)
                : null;
    }

    boolean awaitsFirstMessage() {
        Deadline current = deadline;
        return current != null && current.isFirstMessage();
    }

    /** Verifies the first message. Inside the serial. */
    void firstMessage(String text) {
        FirstMessageAuth first = policy().firstMessage();
        Principal principal = null;
        try {
            principal = first == null ? null : first.verifier().verify(text);
        } catch (Exception e) {
            LOG.log(System.Logger.Level.DEBUG, "the first message was not accepted", e);
        }
        if (first == null || principal == null) {
            endNow(Reasons.UNAUTHENTICATED);
        } else if (!admission.admit(principal)) {
            endNow(Reasons.TOO_MANY_SESSIONS);
        } else {
            identified(principal);
            if (first.reply() != null) {
                deliverText(first.reply(), SendOptions.NONE);
            }
            start();
        }
    }

    // what the tick does

    void tick(long now) {
        CloseReason overdue = ending.overdue(now);
        if (overdue != null) {
            binding.runtime().workers().execute(() -> finish(overdue));
        } else if (!ending.isOver()) {
            watch(now);
        }
    }

    private void watch(long now) {
        if (backpressure != null) {
            backpressure.judge(serial, meters.isWaiting());
        }
        Deadline current = deadline;
        if (current != null && current.isPast(now)) {
            endNow(current.reason());
        }
        if (outgoing.writingFor(now) > policy().sendTimeout().toNanos()) {
            counts().slow.increment();
            endNow(Reasons.STUCK);
        }
        switch (liveness.judge(now, serial.isBusy() || meters.isWaiting())) {
            case FINE -> {}
            case PING -> ping();
            case DEAD -> {
                counts().dead.increment();
                endNow(Reasons.DEAD, Reasons.GONE);
                binding.runtime().workers().execute(() -> finish(Reasons.GONE));
            }
        }
    }

    private void ping() {
        String message = policy().heartbeat().pingMessage();
        if (message == null) {
            outgoing.control(Control.Kind.PING, ByteBuffer.allocate(0));
        } else {
            deliverText(message, SendOptions.conflateBy("mooring ping"));
        }
    }

    // how it ends

    /** Ends it for a reason of our own: nothing queued is written any more. Never blocks. */
    void endNow(CloseReason reason) {
        endNow(reason, reason);
    }

    private void endNow(CloseReason sent, CloseReason told) {
        if (ending.begin(told, now() + CLOSE_NANOS)) {
            outgoing.end(new IOException("session closed: " + told.getReasonPhrase()));
            binding.runtime().closers().execute(() -> closeRaw(sent));
            binding.runtime().schedule(() -> binding.runtime().closers().execute(() -> Quirk.abort(raw)), CLOSE_NANOS);
        }
    }

    private void closeRaw(CloseReason reason) {
        try {
            raw.close(reason);
        } catch (IOException | RuntimeException e) {
            LOG.log(System.Logger.Level.DEBUG, "closing " + getId(), e);
        }
    }

    /** Ends it as the application wants: what is queued goes first. */
    @Override
    public void close(CloseReason reason) {
        CloseReason clean = Reasons.clean(reason);
        if (ending.begin(clean, now() + policy().sendTimeout().toNanos() + CLOSE_NANOS)) {
            outgoing.closeAfterQueue(clean);
        }
    }

    void closedByContainer(CloseReason reason) {
        finish(Reasons.clean(reason));
    }

    private void finish(CloseReason reason) {
        ending.begin(reason, now());
        CloseReason told = ending.complete();
        if (told == null) {
            return;
        }
        outgoing.end(new IOException("session is over"));
        binding.closing().incrementAndGet();
        binding.guardedSessions().remove(this);
        admission.release();
        takeEndActions().forEach(Runnable::run);
        serial.run(() -> {
            Application created = application();
            try {
                if (created != null) {
                    created.close(told);
                }
            } finally {
                binding.closing().decrementAndGet();
            }
        });
    }

    @Override
    public void whenEnded(Runnable action) {
        synchronized (ending) {
            if (!ending.isOver()) {
                endActions = endActions == null ? new ArrayList<>(1) : endActions;
                endActions.add(action);
                return;
            }
        }
        action.run();
    }

    private List<Runnable> takeEndActions() {
        synchronized (ending) {
            List<Runnable> taken = endActions;
            endActions = null;
            return taken == null ? List.of() : taken;
        }
    }

    @Override
    public boolean isOpen() {
        return !ending.hasBegun() && raw.isOpen();
    }

    boolean isEnding() {
        return ending.hasBegun();
    }

    private void tooSlow() {
        counts().slow.increment();
        endNow(Reasons.SLOW);
    }

    // what goes wrong

    /** A connection that breaks is no error here, though two of four containers say so: it ends in a close with 1006. */
    void errorFromContainer(Throwable failure) {
        if (failure instanceof IOException) {
            LOG.log(System.Logger.Level.DEBUG, "connection of " + getId() + " broke", failure);
            binding.runtime().schedule(this::dropBroken, CLOSE_NANOS);
        } else {
            serial.run(() -> error(failure));
        }
    }

    /** Undertow keeps the connection of a client whose message is too big, and waits for the client to end it. */
    private void dropBroken() {
        if (ending.begin(Reasons.LOST, now())) {
            binding.runtime().closers().execute(() -> Quirk.abort(raw));
        }
    }

    @Override
    public void error(Throwable failure) {
        if (failure instanceof DecodeException invalid) {
            invalid(invalid);
        } else {
            toApplication(failure);
        }
    }

    void invalid(DecodeException failure) {
        counts().invalid.increment();
        InvalidInput answer = policy().invalidInput();
        if (answer.closeCode() != 0) {
            endNow(Reasons.of(Reasons.code(answer.closeCode()), "invalid message"));
        } else if (answer.message() != null) {
            deliverText(answer.message(), SendOptions.NONE);
        } else {
            toApplication(failure);
        }
    }

    private void toApplication(Throwable failure) {
        Application created = application();
        if (created != null) {
            created.error(failure);
        }
    }

    @Override
    public void violation(CloseReason reason) {
        counts().tooBig.increment();
        endNow(reason);
    }

    // what goes out

    @Override
    public void deliver(Outbound message) {
        outgoing.send(message, Transfer.NOBODY);
    }

    void deliverText(String text, SendOptions options) {
        deliver(Outbound.text(text, options));
    }

    @Override
    void send(Outbound message, SendHandler handler) {
        outgoing.send(message, handler);
    }

    @Override
    CompletableFuture<Void> control(Control.Kind kind, ByteBuffer payload) {
        return outgoing.control(kind, payload);
    }

    @Override
    public long bufferedAmount() {
        return outgoing.bufferedAmount();
    }

    // small things

    @Override
    public Topics topics() {
        return binding.runtime().topics();
    }

    void callbackEnded() {
        if (backpressure != null) {
            backpressure.ended();
        }
    }

    Serial serial() {
        return serial;
    }

    SessionCounts counts() {
        return binding.counts();
    }

    /** Something arrived; returns when. */
    long heard() {
        long now = now();
        liveness.heard(now);
        return now;
    }

    /** Whether this was the reply to a message heartbeat that is due; then it is consumed. */
    boolean takePong() {
        return liveness.takeReply();
    }

    private long now() {
        return binding.runtime().ticker().nanos();
    }

    private ServerPolicy policy() {
        return binding.policy();
    }
}
