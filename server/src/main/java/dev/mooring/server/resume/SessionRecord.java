package dev.mooring.server.resume;

import dev.mooring.server.topic.Outbound;
import dev.mooring.websocket.DropReason;
import dev.mooring.websocket.Ticker;
import dev.mooring.websocket.delivery.ProtocolException;
import dev.mooring.websocket.delivery.Receiving;
import dev.mooring.websocket.delivery.Reset;
import dev.mooring.websocket.delivery.ResumeRequest;
import jakarta.websocket.SendHandler;
import java.io.IOException;
import java.security.Principal;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A resumable session, which outlives its connections: what it has for its client, what it has had from it, who it belongs to,
 * and which connection carries it. Connections are numbered; what an older one still says does not count. Members of topics
 * are records, so that a session whose connection is lost misses nothing.
 *
 * <p>Thread-safe: all state is guarded by the record. Under its lock it calls nobody but the store, the clock, and principals for names.
 */
public final class SessionRecord extends TopicMember {

    private final ResumeDesk desk;
    private final Ticker clock;
    private final Consumer<DropReason> drops;
    private final Receiving receiving = new Receiving();
    private final Map<String, Object> userProperties = new ConcurrentHashMap<>();

    // guarded by this
    private final Owner owner;
    private final Backlog backlog;
    private final Window window;
    private @Nullable Object shared; // by the connections: what only their package knows
    private @Nullable Carrier carrier;
    private long connection; // the number of the present or last one
    private long tickets;
    private final Turn turn = new Turn();
    private boolean writing;
    private long written; // the number of the last message that the container has written on this connection
    private @Nullable Reset gone; // why, when the session has ended

    SessionRecord(
            String id,
            ResumeDesk desk,
            String scope,
            @Nullable Principal principal,
            Duration window,
            long maxBytes,
            Consumer<DropReason> drops) {
        super(id);
        this.desk = desk;
        this.clock = desk.ticker();
        this.owner = new Owner(scope, principal);
        this.window = new Window(window, desk);
        this.backlog = new Backlog(new Holdings(desk.store(), maxBytes));
        this.drops = drops;
    }

    /** Counts what arrives. */
    public Receiving receiving() {
        return receiving;
    }

    /** The user properties, the same at every connection. */
    public Map<String, Object> userProperties() {
        return userProperties;
    }

    /** Something that all connections of the session share, made by the first. */
    public synchronized <T> T shared(Class<T> type, Supplier<T> maker) {
        Object present = shared == null ? maker.get() : shared;
        shared = present;
        return type.cast(present);
    }

    // the handshake, for the desk

    /** {@code null} for who shows a token that is not valid any more. */
    synchronized @Nullable Ticket ticket(ResumeDesk by, SecureRandom random, ResumeRequest request) {
        String shown = request.token();
        if (shown != null && !owner.tokens.seen(shown)) { // who shows a token has it: older ones are used up
            return null;
        }
        long done = receiving.processed(); // first, so that it is the smaller one
        return new Ticket(
                this,
                by,
                ++tickets,
                owner.tokens.issue(random),
                shown != null,
                receiving.begun(),
                done,
                request.received(),
                request.processed());
    }

    /** Why this session may not be resumed by who shows this; {@code null} when it may. */
    synchronized @Nullable Reset refusal(String shown, String where, long received) {
        Reset over = gone == null ? overdue(clock.nanos()) : gone;
        Reset refused = over == null ? owner.refusal(shown, where) : over;
        boolean fits = received <= backlog.handed() && received >= backlog.acknowledged();
        return refused == null && !fits ? Reset.COUNT : refused;
    }

    /** Whether this is the principal of the session: by name, and nobody is somebody too. */
    synchronized boolean belongsTo(@Nullable Principal candidate) {
        return owner.is(candidate);
    }

    // connections

    /**
     * A connection has this ticket, and waits to hear whose it is: until then it keeps a session that none carries.
     *
     * @return whether the ticket may still be redeemed: the session has not ended, and no later handshake has begun
     */
    synchronized boolean awaits(Ticket ticket) {
        boolean valid = gone == null && ticket.number() == tickets;
        if (valid && carrier == null) {
            window.begin(clock.nanos());
        }
        return valid;
    }

    /**
     * A connection is open and takes the session over; the one before ends.
     *
     * @return the number of the connection, or 0 when the ticket is worthless: the session has ended, or a later handshake has
     *     begun
     */
    public long attach(Ticket ticket, Carrier next, @Nullable Principal by) {
        Carrier before;
        List<Retained> done;
        long number;
        synchronized (this) {
            if (gone != null || ticket.number() != tickets || (connection > 0 && !owner.is(by))) {
                return 0;
            }
            try {
                done = backlog.acknowledge(ticket.processed());
            } catch (ProtocolException e) {
                return 0;
            }
            owner.renew(by);
            window.end(ticket.desk());
            before = carrier;
            carrier = next;
            number = ++connection;
            receiving.claim(number, ticket.promised());
            backlog.rewind(ticket.received());
            writing = false;
            written = ticket.received();
        }
        if (before != null) {
            before.takenOver();
        }
        done.forEach(Retained::acknowledged);
        return number;
    }

    /** The client is seen to have had the response to this handshake: older tokens are used up. */
    public synchronized void seen(Ticket ticket) {
        owner.tokens.seen(ticket.token());
    }

    /** The connection with this number is gone; the window begins. */
    public void detach(long number) {
        List<Retained> kept = List.of();
        List<Retained> stale = List.of();
        synchronized (this) {
            if (number == connection && carrier != null) {
                carrier = null;
                window.begin(clock.nanos());
                stale = backlog.takeVolatile();
                kept = backlog.all();
            }
        }
        kept.forEach(Retained::written); // who waits for the writing need not wait for the next connection
        stale.forEach(each -> drop(each, Refusal.NOT_PARKED));
        endIf(() -> overdue(clock.nanos()), Runnable::run);
    }

    /** Nothing that the connection with this number brings counts any more. */
    public synchronized void fence(long number) {
        if (isCarriedBy(number)) {
            receiving.claim(0);
        }
    }

    /** Whether the connection with this number carries the session. */
    public synchronized boolean isCarriedBy(long number) {
        return number == connection && carrier != null;
    }

    /** Ends the session if the connection with this number carries it: nothing is kept. */
    public void end(long number) {
        endIf(() -> isCarriedBy(number) ? Reset.UNKNOWN : null, Runnable::run);
    }

    /**
     * Ends the session if its window is over, or else what it keeps and nobody wants any more. A connection that comes just now keeps
     * it, or finds it ended. By the tick, which waits for no handler.
     */
    void expire(long now) {
        endIf(() -> overdue(now), desk.workers());
        List<Retained> stale;
        synchronized (this) {
            stale = carrier == null && window.isLookDue(now) ? backlog.takeExpired(clock) : List.of();
        }
        if (!stale.isEmpty()) {
            desk.workers().execute(() -> expired(stale));
        }
    }

    /** Ends the session if there is a reason. Returns the connection that carried it to its end. */
    private @Nullable Carrier endIf(Supplier<@Nullable Reset> why, Executor teller) {
        Carrier last;
        List<Retained> lost;
        Reset reason;
        synchronized (this) {
            reason = gone == null ? why.get() : null;
            if (reason == null) {
                return null;
            }
            gone = reason;
            last = carrier;
            carrier = null;
            lost = backlog.clear();
        }
        desk.forget(this, reason);
        teller.execute(() -> {
            lost.forEach(each -> drop(each, Refusal.UNACKNOWLEDGED));
            tellEnd();
        });
        return last;
    }

    private synchronized @Nullable Reset overdue(long now) {
        return carrier == null ? window.whyOver(now, connection > 0) : null;
    }

    // messages to the client

    /** Keeps a message until it is acknowledged, and sends it when its turn comes. */
    public void send(Outbound message, SendHandler handler, boolean untilWritten) {
        Retained retained = new Retained(message, handler, untilWritten, clock);
        Retained replaced = null;
        boolean detached;
        Refusal refused;
        Departure departure = null;
        List<Retained> expired;
        synchronized (this) {
            detached = carrier == null;
            refused = gone != null ? Refusal.ENDED : backlog.takeRoom(retained, detached, clock);
            expired = backlog.takeExpired(); // for its room
            if (refused == null && carrier != null && !writing && !backlog.isWaiting()) {
                backlog.addHanded(retained); // the common case: it does not wait at all
                departure = departing(carrier, retained, List.of());
            } else if (refused == null) {
                replaced = backlog.add(retained);
                departure = depart();
            }
        }
        if (Refusal.FULL.equals(refused)) {
            overflow();
        }
        if (refused != null) {
            drop(retained, refused);
        } else if (detached) {
            retained.written();
        } else {
            Departure.startAll(departure);
        }
        if (replaced != null) {
            drop(replaced, Refusal.REPLACED);
        }
        if (!expired.isEmpty()) {
            expired(expired);
        }
    }

    private void overflow() {
        Carrier last = endIf(() -> Reset.OVERFLOW, Runnable::run);
        if (last != null) {
            last.overflowed();
        }
    }

    synchronized @Nullable Carrier present() {
        return carrier;
    }

    /** Hands the next message to the connection, one at a time: several servers reorder more, or refuse them. */
    public void pump() {
        Departure.startAll(depart());
    }

    /** Takes the next message out, if there is one whose turn it is; {@code null} if there is nothing to do. */
    private synchronized @Nullable Departure depart() {
        Carrier by = carrier;
        if (by == null || writing || !backlog.isWaiting()) {
            return null;
        }
        Retained next = backlog.next(clock);
        return departing(by, next, backlog.takeExpired());
    }

    private Departure departing(Carrier by, @Nullable Retained next, List<Retained> expired) {
        writing = next != null;
        return new Departure(this, by, connection, next, expired);
    }

    /** These have expired before their turn came. */
    void expired(List<Retained> messages) {
        messages.forEach(each -> drop(each, Refusal.EXPIRED));
    }

    /** The container has written it; returns what is to be started now, which is nothing when another thread is to go on. */
    @Nullable Departure written(Departure departure) {
        Departure following;
        boolean handOn;
        synchronized (this) {
            if (departure.connection != connection) {
                return null; // it goes out on the next connection
            }
            writing = false;
            written++;
            handOn = backlog.isWaiting() && !turn.take();
            following = handOn ? null : depart();
        }
        if (departure.next != null) {
            departure.next.written();
        }
        if (handOn) {
            departure.by.handOn(this::pump);
        }
        return following;
    }

    /** The client has processed the messages up to this number. */
    public void acknowledge(long number, long upTo) throws ProtocolException {
        List<Retained> done;
        synchronized (this) {
            if (number != connection || carrier == null) {
                return;
            }
            done = backlog.acknowledge(upTo);
        }
        done.forEach(Retained::acknowledged);
    }

    /** The number of the last message that has been written on this connection. */
    public synchronized long written(long number) {
        return number == connection ? written : 0;
    }

    /** Bytes of payload that wait for their turn. */
    public synchronized long waitingBytes() {
        return backlog.payload();
    }

    /** How far the messages to the client have come by now. */
    public synchronized Progress progress() {
        return new Progress(backlog.last(), backlog.isWaiting(), written, backlog.acknowledged());
    }

    private void drop(Retained message, Refusal why) {
        drops.accept(why.reason());
        message.fail(new IOException(why.why()));
    }

    // as a member of topics

    @Override
    public synchronized @Nullable Principal getUserPrincipal() {
        return owner.principal();
    }

    @Override
    public void deliver(Outbound message) {
        send(message, Retained.NOBODY, false);
    }
}
