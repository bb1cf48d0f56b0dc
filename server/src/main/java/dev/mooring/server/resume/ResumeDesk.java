package dev.mooring.server.resume;

import static java.util.Objects.requireNonNull;

import dev.mooring.websocket.Delivery;
import dev.mooring.websocket.DropReason;
import dev.mooring.websocket.Ticker;
import dev.mooring.websocket.delivery.ProtocolException;
import dev.mooring.websocket.delivery.Reset;
import dev.mooring.websocket.delivery.ResumeRequest;
import dev.mooring.websocket.delivery.ResumeResponse;
import java.security.Principal;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Where handshakes that ask for resumable delivery are answered. Thread-safe. */
public final class ResumeDesk {

    private static final System.Logger LOG = System.getLogger(ResumeDesk.class.getName());

    private final SessionStore store;
    private final Ticker ticker;
    private final Executor workers;
    private final SecureRandom random = new SecureRandom();
    private final Map<Reset, LongAdder> resets = new ConcurrentHashMap<>();
    private volatile boolean shut;

    /**
     * A desk that keeps its records in this store.
     *
     * @param workers tell senders what the clock has ended: they may block a little
     */
    public ResumeDesk(SessionStore store, Ticker ticker, Executor workers) {
        this.store = store;
        this.ticker = ticker;
        this.workers = workers;
    }

    /** The store. */
    public SessionStore store() {
        return store;
    }

    /** Ends the sessions that nobody has come for in time. Called by the shared tick. */
    public void expire(long now) {
        try {
            store.expire(now);
        } catch (Throwable e) {
            LOG.log(System.Logger.Level.ERROR, "the session store failed", e);
        }
    }

    /**
     * No connection is taken here any more: the sessions that have none end now, and the others with theirs; but not those that had their
     * last one by another desk with the same store.
     */
    public void shut() {
        shut = true;
        expire(ticker.nanos());
    }

    boolean isShut() {
        return shut;
    }

    Ticker ticker() {
        return ticker;
    }

    Executor workers() {
        return workers;
    }

    /** Takes a session that has ended out of the store, whose failure is no reason to let its senders wait for ever. */
    void forget(SessionRecord record, Reset reason) {
        try {
            store.remove(record, reason == Reset.UNKNOWN ? null : reason);
        } catch (Throwable e) {
            LOG.log(System.Logger.Level.ERROR, "the session store cannot forget session " + record.getId(), e);
        }
    }

    /**
     * Reads the header of a handshake.
     *
     * @return what the client asks for; {@code null} when it does not speak the protocol, or another version of it
     * @throws ProtocolException if the header is malformed, or there are several
     */
    public static @Nullable ResumeRequest request(List<String> headers) throws ProtocolException {
        if (headers.size() > 1) {
            throw new ProtocolException("header repeated");
        }
        return headers.isEmpty() ? null : ResumeRequest.parse(headers.get(0));
    }

    /**
     * Decides what a handshake gets: the session it asks for, or a new one and the reason why.
     *
     * @return {@code null} when there is no room for a new one
     * @param scope endpoint and path, which must be the same at every connection of a session
     * @param principal of the handshake; {@code null} for nobody, or for who is known only after the first message
     * @param principalLater whether it is known only then, and checked then
     * @param maxBytes how much a session may keep
     * @param drops is told of each message that a new session does not deliver
     */
    public @Nullable Reception receive(
            ResumeRequest request,
            String scope,
            @Nullable Principal principal,
            boolean principalLater,
            Delivery delivery,
            long maxBytes,
            Consumer<DropReason> drops) {
        String id = request.id();
        String token = request.token();
        Reset reset = null;
        if (id != null && token != null) {
            SessionRecord record = store.find(id);
            reset = record == null ? store.whyGone(id) : record.refusal(token, scope, request.received());
            if (record != null && reset == null && !principalLater && !record.belongsTo(principal)) {
                reset = Reset.OWNER;
            }
            Ticket ticket = record == null || reset != null ? null : record.ticket(this, random, request);
            if (ticket != null) {
                return new Reception(ticket, null);
            }
            Reset why = reset == null ? Reset.TOKEN : reset; // used up by another handshake in between
            reset = why;
            resets.computeIfAbsent(why, key -> new LongAdder()).increment();
            LOG.log(System.Logger.Level.DEBUG, () -> "a session is not resumed: " + why);
        }
        SessionRecord fresh =
                new SessionRecord(Tokens.newId(random), this, scope, principal, delivery.window(), maxBytes, drops);
        if (!store.add(fresh)) {
            return null;
        }
        return new Reception(requireNonNull(fresh.ticket(this, random, ResumeRequest.fresh())), reset);
    }

    /** Whether a handshake with these headers is about to take the place of the connection that this principal's session has. */
    public boolean takesOver(List<String> headers, String scope, Principal principal) {
        try {
            ResumeRequest request = request(headers);
            String id = request == null ? null : request.id();
            String token = request == null ? null : request.token();
            SessionRecord record = id == null ? null : store.find(id);
            return request != null
                    && token != null
                    && record != null
                    && record.present() != null
                    && record.refusal(token, scope, request.received()) == null
                    && record.belongsTo(principal);
        } catch (ProtocolException e) {
            return false; // refused by the guard before
        }
    }

    /** How often a session was not resumed, by reason: a snapshot. */
    public Map<Reset, Long> resets() {
        Map<Reset, Long> counts = new java.util.EnumMap<>(Reset.class);
        resets.forEach((reason, count) -> counts.put(reason, count.sum()));
        return counts;
    }

    /**
     * What a handshake gets.
     *
     * @param ticket to be redeemed when the connection is open
     * @param reset why it is not the session that was asked for, or {@code null}
     */
    public record Reception(Ticket ticket, @Nullable Reset reset) {

        /** The value of the response's header. */
        public String header() {
            return new ResumeResponse(
                            ticket.resumed(),
                            ticket.record().getId(),
                            ticket.token(),
                            ticket.promised(),
                            ticket.done(),
                            reset)
                    .format();
        }
    }
}
