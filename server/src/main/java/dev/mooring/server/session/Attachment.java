package dev.mooring.server.session;

import dev.mooring.server.resume.Carrier;
import dev.mooring.server.resume.SessionRecord;
import dev.mooring.server.resume.Ticket;
import dev.mooring.server.topic.Outbound;
import dev.mooring.server.topic.Subscriber;
import dev.mooring.websocket.delivery.Ack;
import dev.mooring.websocket.delivery.Acknowledger;
import dev.mooring.websocket.delivery.ProtocolException;
import jakarta.websocket.CloseReason;
import jakarta.websocket.PongMessage;
import jakarta.websocket.SendHandler;
import java.nio.ByteBuffer;
import java.security.Principal;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Ties one connection to the resumable session it carries: counts what arrives, acknowledges what was handled, and writes
 * what the session has. Acknowledgements are only asked for here: they are written when no message is, and by a worker where pongs
 * block, for several servers block or deadlock otherwise.
 */
final class Attachment implements Tie, Carrier, Acknowledger.Half {

    private static final System.Logger LOG = System.getLogger(Attachment.class.getName());

    private final GuardedSession session;
    private final Outgoing outgoing;
    private final Ticket ticket;
    private final SessionRecord record;
    private final ServerRuntime runtime;
    private final Liveness liveness;
    private final Acknowledger acknowledger;
    private volatile long number; // of the connection; 0 before it carries the session
    private volatile @Nullable Settlement settlement; // when the application has closed
    private long arrived; // these three are confined to the container's calls
    private long acknowledged;
    private boolean seen;

    /** @param uncounted how many messages come before those of the session: the one that authenticates */
    Attachment(
            GuardedSession session,
            Outgoing outgoing,
            Ticket ticket,
            int uncounted,
            Liveness liveness,
            ServerRuntime runtime) {
        this.session = session;
        this.outgoing = outgoing;
        this.ticket = ticket;
        this.record = ticket.record();
        this.runtime = runtime;
        this.liveness = liveness;
        this.arrived = ticket.promised() - uncounted;
        this.acknowledger = new Acknowledger(record.receiving(), ticket.done(), this);
    }

    @Override
    public boolean attach(@Nullable Principal principal) {
        number = record.attach(ticket, this, principal);
        record.pump();
        return number > 0;
    }

    @Override
    public boolean isCounted() {
        return true;
    }

    @Override
    public boolean isResumed() {
        return number > 1; // the first connection need not have opened here
    }

    @Override
    public void arrived() {
        arrived++;
        seen();
    }

    /** Takes it when it says something new: one that does not may be one of too many. */
    @Override
    public boolean takes(PongMessage pong) {
        try {
            Ack ack = Ack.read(pong.getApplicationData());
            return ack != null && acknowledges(ack);
        } catch (ProtocolException violation) {
            if (session.isEnding()) {
                return true; // what arrives now is not counted any more
            }
            LOG.log(System.Logger.Level.WARNING, "session " + id() + " is closed: " + violation.getMessage());
            session.endNow(Reasons.outOfStep(violation));
            return true;
        }
    }

    private boolean acknowledges(Ack ack) throws ProtocolException {
        seen();
        if (ack.sent() > arrived) {
            throw new ProtocolException("messages that the client has sent did not arrive");
        }
        record.acknowledge(number, ack.processed());
        settle();
        boolean news = ack.processed() > acknowledged;
        acknowledged = Math.max(acknowledged, ack.processed());
        return news;
    }

    /** The client has our response, and the token in it: it would not have sent anything else. */
    private void seen() {
        if (!seen) {
            seen = true;
            record.seen(ticket);
        }
    }

    @Override
    public boolean admits(boolean last) {
        return last ? record.receiving().begin(number) : record.receiving().isWanted(number);
    }

    @Override
    public void handled(long bytes, boolean last) {
        acknowledger.handled(bytes, last);
    }

    @Override
    public void tick(long now) {
        acknowledger.look(now);
    }

    @Override
    public boolean mayAcknowledge() {
        return number > 0 && !settle();
    }

    @Override
    public long written() {
        return record.written(number);
    }

    @Override
    public CompletionStage<Void> sendPong(Supplier<ByteBuffer> payload) {
        return outgoing.control(Control.Kind.PONG, payload);
    }

    @Override
    public long nanos() {
        return runtime.ticker().nanos();
    }

    @Override
    public long lately() {
        return liveness.lastHeard();
    }

    @Override
    public void schedule(Runnable task, long nanos) {
        runtime.schedule(task, nanos);
    }

    /** The buffer of a sender who waits for the writing alone is used again while the message is kept. */
    @Override
    public void send(Outbound message, SendHandler handler, boolean untilWritten) {
        record.send(untilWritten ? message.copy() : message, handler, untilWritten);
    }

    /** The connection has the one that is being written. */
    @Override
    public long bufferedAmount() {
        return outgoing.bufferedAmount() + record.waitingBytes();
    }

    @Override
    public void write(Outbound message, SendHandler handler) {
        outgoing.sendKept(message, handler);
        settle(); // it may have been all that a close frame still waits for
    }

    @Override
    public void handOn(Runnable task) {
        outgoing.handOn(task);
    }

    /** Tomcat may never say that such a connection has ended. */
    @Override
    public void broken() {
        session.endNow(Reasons.UNWRITABLE, Reasons.BROKEN);
    }

    @Override
    public void settle(Runnable close) {
        if (number == 0) {
            close.run();
            return;
        }
        long deadline = runtime.ticker().nanos() + session.sendTimeoutNanos();
        settlement = new Settlement(record, number, deadline, () -> {
            if (acknowledger.hasNews()) {
                sendPong(acknowledger::payload);
            }
            close.run();
        });
        settle();
    }

    /** Whether this is the end, in which the last acknowledgement has its own time. */
    private boolean settle() {
        Settlement present = settlement;
        if (present != null) {
            present.judge(runtime.ticker().nanos(), runtime.isClosed());
        }
        return present != null;
    }

    @Override
    public void takenOver() {
        session.giveWay();
    }

    @Override
    public void overflowed() {
        session.tooSlow();
    }

    /** The session waits for the next connection, unless this was its end, or this server takes none any more. */
    @Override
    public void over(CloseReason reason) {
        if (leavesSession(reason.getCloseCode().getCode())
                && !runtime.readiness().isDraining()) {
            record.detach(number);
        } else {
            record.end(number);
        }
    }

    /** The codes after which a client comes back. */
    private static boolean leavesSession(int code) {
        return switch (code) {
            case 1001, 1006, 1011, 1012, 1013, 1014 -> true;
            default -> code >= 4000 && code <= 4999;
        };
    }

    @Override
    public Subscriber member() {
        return record;
    }

    @Override
    public String id() {
        return record.getId();
    }

    @Override
    public Map<String, Object> userProperties() {
        return record.userProperties();
    }
}
