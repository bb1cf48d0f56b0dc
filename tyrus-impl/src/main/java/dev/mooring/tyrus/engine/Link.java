package dev.mooring.tyrus.engine;

import static java.util.Objects.requireNonNull;

import dev.mooring.tyrus.lifecycle.Input;
import dev.mooring.tyrus.transport.Connection;
import dev.mooring.tyrus.transport.ConnectionListener;
import dev.mooring.tyrus.transport.Transport.Opening;
import dev.mooring.websocket.ConnectionException;
import dev.mooring.websocket.Failure;
import dev.mooring.websocket.FirstMessage;
import dev.mooring.websocket.Printable;
import dev.mooring.websocket.delivery.ProtocolException;
import jakarta.websocket.CloseReason;
import jakarta.websocket.PongMessage;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a session, from the attempt to its end: hears the transport and tells the driver. Its number, the epoch,
 * lets the driver drop what comes too late.
 */
final class Link implements ConnectionListener {

    /** How long the peer's last words may take to be heard when it takes nothing more. */
    private static final Duration LAST_WORDS = Duration.ofMillis(500);

    /** How long more may be asked about a server that is not trusted. */
    private static final Duration INQUIRY = Duration.ofSeconds(2);

    private final Driver driver;
    private final long epoch;
    private final URI uri;
    private final long startedAt;
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile @Nullable Opening opening;
    private volatile @Nullable Connection connection;
    private volatile @Nullable Future<?> deadline;
    private volatile @Nullable FirstReply firstReply;
    private volatile long openedAt;
    private volatile boolean attached;
    private volatile @Nullable Resuming resuming;
    private volatile @Nullable BiFunction<Failure, Consumer<Failure>, Opening> inquiry; // while it is an attempt
    private @Nullable Intake intake; // set before anything is delivered
    private @Nullable List<Early> early; // guarded by this
    private boolean left; // guarded by the gate
    private boolean inGate; // confined to the connection's calls

    private record Early(Object part, boolean last) {}

    Link(Driver driver, long epoch, URI uri) {
        this.driver = driver;
        this.epoch = epoch;
        this.uri = uri;
        this.startedAt = driver.workshop().nanos();
    }

    /** Fails the attempt if it is not open by then. */
    void limit(Duration timeout, String what) {
        deadline = driver.workshop().schedule(timeout, () -> {
            // first, as the socket's end would be taken for the reason
            end(Failure.of(Failure.Kind.TIMEOUT, what + " within " + Printable.of(timeout), null));
            abort();
        });
    }

    /** The connection counts as open only after this message was accepted, if there is one. */
    void expectReply(@Nullable String message, @Nullable FirstMessage how) {
        if (message != null && how != null) {
            firstReply = new FirstReply(this, how, message, driver.application()::maxTextMessageSize);
        }
    }

    /** How more is found out about a certificate that is not trusted. */
    void inquireBy(BiFunction<Failure, Consumer<Failure>, Opening> how) {
        inquiry = how;
    }

    /** The transport has begun; if we are over already, it may stop again. */
    void began(Opening attempt) {
        opening = attempt;
        if (over.get()) {
            attempt.abort();
        }
    }

    /** Ends it at once. What the transport still says is not heard. */
    void abort() {
        Opening attempt = opening;
        if (attempt != null) {
            attempt.abort();
        }
    }

    /** Nothing of this link is delivered any more. */
    void mute() {
        over.set(true);
        cancelDeadline();
    }

    boolean isOver() {
        return over.get();
    }

    /** The attempt or the connection has ended; only the first reason counts. */
    void end(Failure failure) {
        if (over.compareAndSet(false, true)) {
            cancelDeadline();
            Connection ended = connection;
            if (ended != null) {
                driver.sender()
                        .dock()
                        .broken(ended); // before anybody sees the session's new state: what is sent then is parked
            }
            Failure told = driver.judge()
                    .withHint(failure)
                    .afterOpen(driver.lifecycle().everOpened());
            driver.post(new Input.Ended(
                    epoch, new ConnectionException(told), driver.judge().judge(told, uri)));
        }
    }

    /** The connection is of no use any more: it is replaced, and what is left of it goes at once. */
    void giveUp(Failure.Kind kind, String detail) {
        end(Failure.of(kind, detail, null));
        abort();
    }

    /** The peer broke a rule: it is told so, then the connection is given up. One that has ended meanwhile is told nothing. */
    void breakOff(CloseReason reason) {
        if (!over.get()) {
            connection().close(reason);
            end(Failure.brokenOff(reason));
        }
    }

    /**
     * A message could not be written, so this is its end. The peer has mostly said why it closed, and that may still be
     * unread: the transport tells, and only when that takes long the writing is the reason.
     */
    void unwritable(Throwable cause) {
        if (deadline == null) {
            Failure lost =
                    Failure.of(Failure.Kind.LOST, "a message could not be written: " + cause.getMessage(), cause);
            deadline = driver.workshop().scheduleOrRun(LAST_WORDS, () -> {
                end(lost);
                abort();
            });
        }
    }

    @Override
    public void opened(Connection open) {
        inquiry = null;
        connection = open;
        opening = open;
        if (over.get()) {
            open.abort();
            return;
        }
        cancelDeadline();
        if (!takeUp(open)) {
            return;
        }
        FirstReply gate = firstReply;
        if (gate == null) {
            ready();
        } else {
            gate.send(open);
        }
    }

    private boolean takeUp(Connection open) {
        Resuming attempt = resuming;
        if (attempt != null) {
            Failure refused = attempt.opened();
            if (refused != null) {
                end(refused);
                open.abort();
                return false;
            }
            intake = attempt.intake(open);
        }
        return true;
    }

    /** The attempt is one of a resumable session: what asks for it, and hears the answer. */
    @Nullable Resuming resume() {
        resuming = driver.sender() instanceof ResumableSender sender ? new Resuming(driver, sender, epoch) : null;
        return resuming;
    }

    /** Sends what the server has not received, ahead of all else. Within the gate, as the first thing of a connection. */
    void takeUpSession() {
        Resuming attempt = resuming;
        if (attempt != null) {
            attempt.takeUp(this);
        }
    }

    /** What counts the messages of this connection, or {@code null}. */
    @Nullable Intake intake() {
        return intake;
    }

    /** Open and authenticated. */
    void ready() {
        firstReply = null;
        cancelDeadline();
        openedAt = driver.workshop().nanos();
        driver.post(new Input.Opened(epoch));
    }

    @Override
    public void failed(Failure failure) {
        BiFunction<Failure, Consumer<Failure>, Opening> how = inquiry;
        if (how == null || over.get() || !Inquiry.isWorthwhile(failure)) {
            end(failure);
            return;
        }
        cancelDeadline();
        deadline = driver.workshop().scheduleOrRun(INQUIRY, () -> {
            end(failure); // which is certain, whatever else would have been found out
            abort();
        });
        driver.workshop()
                .execute(
                        () -> { // to open may block, and this is a thread of the transport
                            if (!over.get()) {
                                began(how.apply(failure, this::end));
                            }
                        });
    }

    @Override
    public void received(long payload, int pings) {
        if (!over.get()) {
            driver.heart().received();
            driver.figures().bytesReceived(payload);
            if (pings > 0) {
                driver.figures().pinged(pings);
            }
        }
    }

    @Override
    public void delivered() {
        driver.application().leave(this);
    }

    @Override
    public void text(String part, boolean last) {
        if (over.get()) {
            return;
        }
        FirstReply gate = firstReply;
        if (gate != null) {
            gate.text(part, last);
        } else if (!(last && intake == null && driver.heart().reply(part))) {
            if (last) {
                arrived();
            }
            if (attached || !keepForLater(part, last)) {
                driver.application().text(this, part, last);
            }
        }
    }

    @Override
    public void binary(ByteBuffer part, boolean last) {
        if (!over.get() && firstReply == null) {
            if (last) {
                arrived();
            }
            if (attached || !keepForLater(part, last)) {
                driver.application().binary(this, part, last);
            }
        }
    }

    @Override
    public void pong(ByteBuffer data) {
        if (!over.get() && !driver.heart().pong(data) && !acknowledges(data)) {
            PongMessage message = data::asReadOnlyBuffer;
            driver.application().pong(this, message);
        }
    }

    private void arrived() {
        driver.figures().received();
        Intake counting = intake;
        if (counting != null) {
            counting.arrived();
        }
    }

    private boolean acknowledges(ByteBuffer data) {
        Intake counting = intake;
        try {
            return counting != null && counting.pong(data);
        } catch (ProtocolException e) {
            Resuming.breakOff(driver, this, e);
            return true;
        }
    }

    @Override
    public void ended(Failure failure) {
        end(failure);
    }

    long epoch() {
        return epoch;
    }

    URI uri() {
        return uri;
    }

    Connection connection() {
        return requireNonNull(connection, "not open yet");
    }

    boolean isOn(Connection candidate) {
        return connection == candidate;
    }

    Duration connectTime() {
        return Duration.ofNanos(openedAt - startedAt);
    }

    Duration uptime() {
        return openedAt == 0
                ? Duration.ZERO
                : Duration.ofNanos(driver.workshop().nanos() - openedAt);
    }

    /** {@code @OnOpen} is on its way: what arrived before goes behind it, what arrives from now on follows by itself. */
    synchronized void attach() {
        driver.application().open(this);
        if (early != null) {
            early.forEach(each -> driver.application().early(this, each.part, each.last));
            early = null;
        }
        attached = true;
    }

    /** Whether the connection has been handed to the application; before, there is nothing to watch. */
    boolean isAttached() {
        return attached;
    }

    /** Whether this connection's thread is within the gate. */
    boolean isInGate() {
        return inGate;
    }

    void inGate(boolean entered) {
        inGate = entered;
    }

    /** Within the gate: {@code @OnClose} runs, nothing is delivered any more. */
    void left() {
        left = true;
    }

    /** Within the gate: whether {@code @OnClose} has run. */
    boolean hasLeft() {
        return left;
    }

    private synchronized boolean keepForLater(Object part, boolean last) {
        if (attached) {
            return false;
        }
        if (early == null) {
            early = new ArrayList<>();
        }
        early.add(new Early(part, last));
        return true;
    }

    private void cancelDeadline() {
        Future<?> timer = deadline;
        if (timer != null) {
            timer.cancel(false);
            deadline = null; // else it would be kept for as long as the connection
        }
    }
}
