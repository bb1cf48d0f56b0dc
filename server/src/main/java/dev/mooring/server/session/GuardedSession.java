package dev.mooring.server.session;

import dev.mooring.server.handshake.Admission;
import dev.mooring.server.policy.ServerPolicy;
import dev.mooring.server.resume.Ticket;
import dev.mooring.server.topic.EndActions;
import dev.mooring.server.topic.Outbound;
import dev.mooring.server.topic.Subscriber;
import dev.mooring.server.topic.Topics;
import dev.mooring.websocket.SendOptions;
import jakarta.websocket.CloseReason;
import jakarta.websocket.SendHandler;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.Principal;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One guarded session: ties what arrives, what goes out, the clock and the application together. */
final class GuardedSession extends SessionView implements Subscriber {

    /** How long a container may take to report a close before the session is given up without it. */
    private static final long CLOSE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static final System.Logger LOG = System.getLogger(GuardedSession.class.getName());

    private final EndpointBinding binding;
    private final Admission admission;
    private final Serial serial;
    private final Ending ending = new Ending();
    private final EndActions endActions = new EndActions();
    private final Liveness liveness;
    private final Meters meters;
    private final Failures failures;
    private final Outgoing outgoing;
    private final @Nullable Backpressure backpressure;
    private final Identity identity;
    private final Tie tie;
    private boolean givenUp; // confined to the tick

    GuardedSession(Session raw, EndpointBinding binding, Admission admission) {
        super(raw, binding, admission);
        this.binding = binding;
        this.admission = admission;
        this.liveness = new Liveness(policy().heartbeat(), now());
        this.meters = new Meters(binding.rates());
        this.failures = new Failures(this);
        Ticket ticket = admission.ticket();
        this.serial = ticket == null ? new Serial() : ticket.record().shared(Serial.class, Serial::new);
        this.backpressure = Backpressure.of(raw);
        this.outgoing = new Outgoing(
                binding.runtime().writer().wire(raw),
                policy().slowConsumer(),
                binding.runtime().ticker(),
                workers(),
                ticket == null ? counts().direct : counts().carried,
                this::tooSlow);
        this.identity = new Identity(
                admission, meters, policy().firstMessage(), binding.runtime().ticker());
        int uncounted = identity.awaitsFirstMessage() ? 1 : 0;
        this.tie = ticket == null
                ? new DirectTie(this, outgoing)
                : new Attachment(this, outgoing, ticket, uncounted, liveness, binding.runtime());
    }

    void open() {
        try {
            Application created = new Application(this, binding, failures);
            application(created);
            Inbox inbox = new Inbox(this, created.handlers(), policy());
            new Incoming(this, inbox, policy(), meters, identity).listenTo(raw, policy().sendTimeout(), CLOSE_NANOS);
        } catch (Throwable e) { // a class may be missing
            LOG.log(
                    System.Logger.Level.ERROR,
                    "cannot open a session of " + binding.guard().template(),
                    e);
            endNow(Reasons.FAILED);
            finish(Reasons.FAILED); // it is not among the sessions that the tick looks after
            return;
        }
        binding.guardedSessions().add(this);
        admission.opened();
        binding.counts().opened.increment();
        if (!identity.awaitsFirstMessage() && attach()) {
            serial.run(this::start);
        }
        if (ending.isOver()) { // closed before it was added: nobody else would take it out again
            binding.guardedSessions().remove(this);
        }
    }

    /** Opens the endpoint. Inside the serial. */
    private void start() {
        Application created = application();
        if (created != null && !isEnding()) {
            created.open();
        }
    }

    /** Carries the session from now on, unless somebody else does, or this connection has ended meanwhile. */
    private boolean attach() {
        boolean attached = !isEnding() && tie.attach(identity.principal());
        CloseReason over = ending.whyOver();
        if (!attached) {
            endNow(Reasons.NO_TICKET);
        } else if (over != null) {
            tie.over(over); // who ended it found nothing attached, and nobody else would tell the session
        }
        if (attached && !tie.isResumed()) {
            binding.configure(tie.userProperties());
        }
        return attached;
    }

    boolean awaitsFirstMessage() {
        return identity.awaitsFirstMessage();
    }

    /** Verifies the first message. Inside the serial. */
    void firstMessage(String text) {
        CloseReason refused = identity.verify(text);
        if (refused != null) {
            endNow(refused);
            return;
        }
        String reply = identity.reply();
        if (reply != null) {
            outgoing.send(Outbound.text(reply, SendOptions.NONE), Transfer.NOBODY); // past the tie: it is not counted
        }
        if (attach()) {
            serial.run(this::start); // behind the end of the connection before
        }
    }

    void tick(long now) {
        if (givenUp || ending.isOver()) {
            return;
        }
        CloseReason overdue = ending.overdue(now);
        if (overdue != null) {
            binding.runtime().drop(raw, overdue, CLOSE_NANOS); // the close frame may wait behind what nobody reads
            giveUp(overdue);
        } else {
            watch(now);
        }
    }

    private void watch(long now) {
        if (backpressure != null) {
            backpressure.judge(serial, meters.isWaiting());
        }
        tie.tick(now);
        CloseReason overdue = identity.overdue(now);
        if (overdue != null) {
            end(overdue, overdue, workers());
        }
        if (outgoing.takeFailure()) {
            breaks();
        }
        if (outgoing.writingFor(now) > policy().sendTimeout().toNanos()) {
            end(Reasons.STUCK, Reasons.STUCK, workers());
        }
        switch (liveness.judge(now, serial.isBusy() || meters.isWaiting())) {
            case FINE -> {}
            case PING -> ping();
            case DEAD -> dead();
        }
    }

    private void dead() {
        if (!end(Reasons.DEAD, Reasons.GONE, workers())) {
            binding.runtime().drop(raw, Reasons.DEAD, CLOSE_NANOS); // what its end waits for will not come
        }
        giveUp(Reasons.GONE);
    }

    /** Ends it without the container. Once, and there is no more to watch: with busy workers, each tick would have added its own. */
    private void giveUp(CloseReason told) {
        givenUp = true;
        workers().execute(() -> finish(told));
    }

    /** Its timeout begins when it is written, for all workers may be held up until then. */
    private void ping() {
        // in a resumable session a message could not be told from data that is counted
        String message = tie.isCounted() ? null : policy().heartbeat().pingMessage();
        if (message == null) {
            outgoing.control(Control.Kind.PING, this::pinged); // refused while it closes, which has an end of its own
        } else { // senders of others hear of it if it is one too many: the tick is not to wait for their handlers
            workers().execute(() -> {
                pinged();
                deliverText(message, SendOptions.conflateBy("mooring ping"));
            });
        }
    }

    private ByteBuffer pinged() {
        liveness.pinged(now());
        return ByteBuffer.allocate(0);
    }

    // how it ends

    /** Ends it for a reason of our own: nothing queued is written any more. Never blocks. */
    void endNow(CloseReason reason) {
        endNow(reason, reason);
    }

    void endNow(CloseReason sent, CloseReason told) {
        end(sent, told, Runnable::run);
    }

    /** The same, unless it is ending. The tick has senders told by workers, as it must not wait for their handlers. */
    private boolean end(CloseReason sent, CloseReason told, Executor teller) {
        boolean begun = ending.begin(told, now() + CLOSE_NANOS);
        if (begun) {
            counts().ended(sent); // before anybody can see it
            outgoing.end(new IOException("session closed: " + told.getReasonPhrase()), teller);
            binding.runtime().drop(raw, sent, CLOSE_NANOS);
        }
        return begun;
    }

    /** A newer connection carries the session: the endpoint hears of the end before it hears of the new one. */
    void giveWay() {
        endNow(Reasons.TAKEN_OVER);
        finish(Reasons.TAKEN_OVER);
    }

    /** Ends it as the application wants: what is queued goes first. */
    @Override
    public void close(CloseReason reason) {
        CloseReason clean = Reasons.clean(reason);
        if (ending.begin(clean, now() + policy().sendTimeout().toNanos() + CLOSE_NANOS)) {
            tie.settle(() -> outgoing.closeAfterQueue(clean));
        } else if (binding.runtime().isClosed()) { // no tick ends it if what it waits for does not come
            binding.runtime().drop(raw, clean, CLOSE_NANOS);
        }
    }

    void closedByContainer(CloseReason reason) {
        finish(Reasons.clean(reason));
    }

    /**
     * The connection does not work any more. The container has its time to report how it ended. Tomcat may never do so when an
     * asynchronous write has failed; Undertow keeps the connection of a client whose message is too big, and waits for the client.
     */
    void breaks() {
        binding.runtime().schedule(this::lost, CLOSE_NANOS);
    }

    private void lost() {
        if (ending.begin(Reasons.LOST, now())) {
            binding.runtime().abort(raw);
        }
    }

    private void finish(CloseReason reason) {
        ending.begin(reason, now());
        CloseReason told = ending.complete();
        if (told == null) {
            return;
        }
        outgoing.end(new IOException("session is over"), Runnable::run);
        binding.closing().incrementAndGet();
        binding.guardedSessions().remove(this);
        admission.release();
        tie.over(told);
        endActions.end();
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
        endActions.add(action);
    }

    @Override
    public void forget(Runnable action) {
        endActions.forget(action);
    }

    @Override
    public boolean isOpen() {
        return !ending.hasBegun() && raw.isOpen();
    }

    boolean isEnding() {
        return ending.hasBegun();
    }

    void tooSlow() {
        end(Reasons.SLOW, Reasons.SLOW, workers()); // and not by who sends one too many
    }

    // what goes out

    @Override
    public void deliver(Outbound message) {
        outgoing.send(message, Transfer.NOBODY); // it is a member of topics at best effort alone: the tie adds nothing
    }

    void deliverText(String text, SendOptions options) {
        send(Outbound.text(text, options), Transfer.NOBODY, false);
    }

    @Override
    void send(Outbound message, SendHandler handler, boolean untilWritten) {
        tie.send(message, handler, untilWritten);
    }

    @Override
    @Nullable Principal principal() {
        return identity.principal();
    }

    @Override
    Tie tie() {
        return tie;
    }

    @Override
    public Subscriber member() {
        return tie.member();
    }

    @Override
    CompletableFuture<Void> control(Control.Kind kind, ByteBuffer payload) {
        return outgoing.control(kind, payload);
    }

    @Override
    public long bufferedAmount() {
        return tie.bufferedAmount();
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

    Failures failures() {
        return failures;
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

    private Executor workers() {
        return binding.runtime().workers();
    }

    private long now() {
        return binding.runtime().ticker().nanos();
    }

    ServerPolicy policy() {
        return binding.policy();
    }
}
