package dev.mooring.server.session;

import dev.mooring.server.auth.ExpiringPrincipal;
import dev.mooring.server.auth.FirstMessageAuth;
import dev.mooring.server.handshake.Admission;
import dev.mooring.server.resume.Ticket;
import dev.mooring.websocket.Ticker;
import jakarta.websocket.CloseReason;
import java.security.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Who a session belongs to: known from the handshake, or from the first message; and until when. */
final class Identity {

    private static final System.Logger LOG = System.getLogger(Identity.class.getName());

    private final Admission admission;
    private final Meters meters;
    private final @Nullable FirstMessageAuth first;
    private final Ticker ticker;
    private volatile @Nullable Principal principal;
    private volatile @Nullable Deadline deadline; // of the first message, then of the principal
    private volatile boolean firstArrived;

    Identity(Admission admission, Meters meters, @Nullable FirstMessageAuth first, Ticker ticker) {
        this.admission = admission;
        this.meters = meters;
        this.first = first;
        this.ticker = ticker;
        if (first != null) {
            deadline = new Deadline(in(first.deadline()), Reasons.UNAUTHENTICATED, true);
        } else {
            set(admission.principal());
        }
    }

    boolean awaitsFirstMessage() {
        Deadline current = deadline;
        return current != null && current.isFirstMessage();
    }

    /**
     * A text has arrived whole. The first one is in time then, though it may have to wait: behind a handler that still runs for the
     * connection from which this one takes a session over.
     */
    void arrived() {
        if (first != null && !firstArrived) {
            firstArrived = true;
        }
    }

    /** Verifies the first message; why it does not do, or {@code null} when it does. */
    @Nullable CloseReason verify(String text) {
        if (isStale()) {
            return Reasons.NO_TICKET; // before it takes the place of the one that is not
        }
        try {
            Principal verified = first == null ? null : first.verifier().verify(text);
            if (verified == null) {
                return Reasons.UNAUTHENTICATED;
            } else if (!admission.admit(verified)) {
                return Reasons.TOO_MANY_SESSIONS;
            }
            set(verified);
            return null;
        } catch (Throwable e) { // a parser may run out of stack
            LOG.log(System.Logger.Level.DEBUG, "the first message was not accepted", e);
            return Reasons.UNAUTHENTICATED;
        }
    }

    /** What answers the first message, or {@code null}. */
    @Nullable String reply() {
        return first == null ? null : first.reply();
    }

    /** Why it is over by now, or {@code null}. */
    @Nullable CloseReason overdue(long now) {
        Deadline current = deadline;
        if (current == null) {
            return null;
        }
        if (current.isFirstMessage()
                && isStale()
                && awaitsFirstMessage()) { // and not because it has its session already
            return Reasons.NO_TICKET;
        }
        boolean past = current.isPast(now) && !(current.isFirstMessage() && firstArrived);
        return past ? current.reason() : null;
    }

    /**
     * Whether there is no session for this connection, whatever it says: a later handshake has begun, or the session is over. Were it
     * to wait behind a handler, then so would all those that a client opens meanwhile, each with a thread of the container.
     */
    private boolean isStale() {
        Ticket ticket = admission.ticket();
        return ticket != null && !ticket.isValid();
    }

    @Nullable Principal principal() {
        return principal;
    }

    private void set(@Nullable Principal known) {
        Deadline until = known instanceof ExpiringPrincipal expiring
                ? new Deadline(in(Duration.between(Instant.now(), expiring.expiresAt())), Reasons.EXPIRED, false)
                : null;
        meters.identify(known);
        principal = known;
        deadline = until;
    }

    /** When so much time will have passed; more than nanoseconds can count, or less, is as much as they can, or none. */
    private long in(Duration duration) {
        return ticker.nanos() + Math.max(0, TimeUnit.NANOSECONDS.convert(duration));
    }
}
