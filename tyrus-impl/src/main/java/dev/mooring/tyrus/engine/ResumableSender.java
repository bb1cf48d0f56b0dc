package dev.mooring.tyrus.engine;

import dev.mooring.tyrus.resume.Answer;
import dev.mooring.tyrus.resume.Resumption;
import dev.mooring.tyrus.transport.Connection;
import dev.mooring.websocket.Delivery;
import dev.mooring.websocket.DropReason;
import dev.mooring.websocket.Outbox;
import dev.mooring.websocket.SendOptions;
import dev.mooring.websocket.UnacknowledgedException;
import dev.mooring.websocket.UnacknowledgedMessage;
import dev.mooring.websocket.delivery.ProtocolException;
import dev.mooring.websocket.delivery.Unacknowledged;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The way out of a resumable session. A message is numbered when it is handed to a connection, kept until the server
 * acknowledges it, and handed to the next connection again if that comes first. It has its room in the outbox for as long.
 *
 * <p>One lock is held while a message is numbered and handed over, so that the order of the numbers is the order on the
 * wire; the transport does not block. It may complete at once, though: what follows from that waits until the lock is free,
 * for neither the application nor the session is called under it.
 */
final class ResumableSender extends Sender {

    /** What became of the messages of the connection before. */
    record Outcome(long replayed, long acknowledged, long unacknowledged) {}

    private final Owner owner;
    private final Delivery delivery;
    private final Resumption resumption = new Resumption();
    private final Farewell farewell;
    private final long maxBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Endings endings = new Endings();
    private final Unacknowledged<Parcel> unacknowledged =
            new Unacknowledged<>(); // guarded by the lock, changed under it
    private volatile @Nullable Carriage carriage;
    private volatile boolean plain; // the server does not speak the protocol

    ResumableSender(
            Workshop workshop, Outbox outbox, Duration sendTimeout, Figures figures, Owner owner, Delivery delivery) {
        super(workshop, outbox, sendTimeout, figures, owner);
        this.farewell = new Farewell(workshop);
        this.owner = owner;
        this.delivery = delivery;
        this.maxBytes = outbox.maxBytes();
    }

    Resumption resumption() {
        return resumption;
    }

    Farewell farewell() {
        return farewell;
    }

    Delivery delivery() {
        return delivery;
    }

    long maxBytes() {
        return maxBytes;
    }

    /** Takes up, on this connection, what the answer says. By the thread that then runs {@code @OnOpen}. */
    Outcome resume(Connection connection, Answer answer) throws ProtocolException {
        plain = answer.kind() == Answer.Kind.PLAIN;
        List<Parcel> done = List.of();
        List<Parcel> quick = List.of();
        List<Parcel> lost = List.of();
        List<Parcel> again;
        Carriage next;
        boolean completed;
        lock.lock();
        try {
            if (answer.kind() == Answer.Kind.RESUMED) {
                requireInStep(answer.peerReceived());
                done = unacknowledged.acknowledge(answer.peerProcessed());
                quick = endings.note(done, OK);
                again = unacknowledged.after(answer.peerReceived());
            } else {
                lost = unacknowledged.restart();
                again = delivery.sendsAgainAfterReset() ? lost : List.of();
                if (!plain) {
                    again.forEach(unacknowledged::add);
                }
            }
            next = new Carriage(connection, unacknowledged.handed() - again.size());
            carriage = next;
            if (!plain) {
                next.takeAgain(again, this);
            }
            completed = next.hasCompletedMeanwhile();
        } finally {
            lock.unlock();
        }
        tell(quick, OK);
        if (completed) {
            follow(next);
        }
        if (plain) {
            again.forEach(this::park);
        }
        if (!delivery.sendsAgainAfterReset()) {
            giveBack(lost);
        }
        return new Outcome(again.size(), done.size(), lost.size());
    }

    /** Else all that follows would have another number at the server than here, and be acknowledged in place of another. */
    private void requireInStep(long got) throws ProtocolException {
        if (got < unacknowledged.acknowledged() || got > unacknowledged.handed()) {
            throw new ProtocolException("the session goes on after message " + got + " of ours, of "
                    + unacknowledged.handed() + " that were sent and " + unacknowledged.acknowledged()
                    + " that were acknowledged");
        }
    }

    /** Their room is free before the application gets them: it may send them again there and then. */
    private void giveBack(List<Parcel> lost) {
        Consumer<List<UnacknowledgedMessage>> taker = delivery.handsBackAfterReset();
        List<UnacknowledgedMessage> contents =
                taker == null ? List.of() : lost.stream().map(Parcel::content).toList();
        fail(lost);
        if (taker != null && !contents.isEmpty()) {
            try {
                taker.accept(contents);
            } catch (Throwable e) { // as for any callback: the session goes on
                owner.callbackFailed(e);
            }
        }
    }

    /** Their end: room for others at once, and handlers of the application's hear of it in their turn. */
    private void fail(List<Parcel> lost) {
        SendResult result = new SendResult(
                new UnacknowledgedException("the server lost the session before it acknowledged the message"));
        List<SendHandler> slow = new ArrayList<>();
        for (Parcel parcel : lost) {
            SendHandler handler = parcel.isQuick() ? null : parcel.takeCompletion();
            if (handler != null) {
                slow.add(handler);
            }
            conclude(parcel, result);
        }
        if (!slow.isEmpty()) {
            completions().execute(() -> slow.forEach(handler -> Parcel.tell(handler, result)));
        }
    }

    @Override
    void dispatch(Object message, long bytes, long total, SendOptions options, @Nullable SendHandler completion) {
        Parcel parcel = fill(message, bytes, options, completion);
        long inTransit = inTransit();
        Connection direct = inTransit >= HIGH_WATER ? null : dock().live();
        Connection target = direct == null ? dock().ofOpener() : direct;
        if (target == null) {
            park(parcel);
            pump();
        } else {
            transmit(parcel, target, inTransit == 0);
        }
    }

    @Override
    void transmit(Parcel parcel, Connection target, boolean first) {
        if (plain) {
            super.transmit(parcel, target, first);
            return;
        }
        if (first) {
            progress().made();
        }
        Carriage to;
        boolean completed = false;
        Throwable failure = null;
        lock.lock();
        try {
            Carriage present = carriage;
            to = present == null || present.connection != target || present.failure() != null ? null : present;
            if (to != null) {
                parcel.acceptForCaller(); // kept until it is acknowledged: nobody need wait for that
                unacknowledged.add(parcel); // after that, which may take memory that there is not: it must leave, too
                to.take(parcel, this);
                completed = to.hasCompletedMeanwhile();
            }
        } catch (Throwable e) { // no memory to keep it
            failure = e;
            to = null;
        } finally {
            lock.unlock();
        }
        if (failure != null) {
            discard(parcel, failure);
        } else if (to == null) {
            dock().broken(target); // it is going, has failed, or was never taken up: nothing more leaves on it
            park(parcel);
            pump(); // and the next one may be there: then nothing else would
        } else if (completed) {
            follow(to);
        }
    }

    @Override
    boolean keeps() {
        return !plain;
    }

    /** The transport is done with a message, which stays until it is acknowledged. */
    void written(Carriage on, long bytes, @Nullable Throwable failure) {
        if (failure == null) {
            on.written(bytes);
            progress().made();
            figures().sent(bytes);
        } else {
            on.failed(failure);
        }
        if (lock.isHeldByCurrentThread()) {
            on.completedMeanwhile();
        } else {
            follow(on);
        }
    }

    /** What follows from a completion. Not under the lock. */
    private void follow(Carriage on) {
        Throwable failure = on.failure();
        if (failure != null) {
            dock().broken(on.connection);
            owner.writeFailed(on.connection, failure);
        } else if (dock().live() == null) {
            pump();
        }
    }

    /** The number of the last message that is out on this connection. */
    long written(Connection connection) {
        Carriage present = carriage;
        return present != null && present.connection == connection ? present.written() : 0;
    }

    /** The server has processed the messages up to this number. */
    void acknowledged(long number, Connection by) throws ProtocolException {
        List<Parcel> quick;
        boolean settled;
        lock.lock();
        try {
            Carriage present = carriage;
            if (present == null || present.connection != by) {
                return; // too late, or too early: then it is told again when the connection has been taken up
            }
            quick = endings.note(unacknowledged.acknowledge(number), OK);
            settled = unacknowledged.size() == 0;
        } finally {
            lock.unlock();
        }
        tell(quick, OK);
        if (settled) {
            farewell.say();
        }
    }

    @Override
    void detach(long epoch) {
        lock.lock();
        try {
            carriage = null;
        } finally {
            lock.unlock();
        }
        super.detach(epoch);
    }

    /** The connection is closed when the server has acknowledged the last message, or has had its time for that. */
    @Override
    void flush(Runnable close) {
        Thread closer = Thread.currentThread();
        super.flush(() -> {
            farewell.prepare(close);
            if (!isSettled()) {
                farewell.sayInTime();
            } else if (Thread.currentThread() == closer) {
                farewell.say();
            } else {
                farewell.sayElsewhere(); // this one pumps because a message was written, perhaps
            }
        });
    }

    private boolean isSettled() {
        lock.lock();
        try {
            return plain || unacknowledged.size() == 0;
        } finally {
            lock.unlock();
        }
    }

    @Override
    void end() {
        SendResult ended =
                new SendResult(new UnacknowledgedException("the session ended before the message was acknowledged"));
        List<Parcel> quick;
        long[] dropped;
        lock.lock();
        try {
            carriage = null;
            List<Parcel> left = unacknowledged.takeBack();
            dropped = left.stream().mapToLong(Parcel::bytes).toArray(); // whose parcel may soon be another message's
            quick = endings.note(left, ended);
        } finally {
            lock.unlock();
        }
        for (long bytes : dropped) {
            figures().dropped();
            owner.dropped(DropReason.UNACKNOWLEDGED, bytes);
        }
        tell(quick, ended);
        super.end(); // what is parked is younger
    }

    @Override
    void settle(Parcel parcel, SendResult result) {
        if (plain) {
            conclude(parcel, result);
        } else {
            tell(endings.note(List.of(parcel), result), result);
        }
    }

    /** Tells these at once, and on the executor what has been noted. Not under the lock. */
    private void tell(List<Parcel> quick, SendResult result) {
        for (Parcel parcel : quick) {
            conclude(parcel, result);
        }
        if (!endings.isEmpty()) {
            completions().execute(this::tellNoted);
        }
    }

    private void tellNoted() {
        endings.tell(this);
        if (plain && dock().live() == null) {
            pump(); // to a server of best effort their room counted as in transit, and crowded others out
        }
    }

    @Override
    long accepted() {
        return plain ? super.accepted() : inTransit() + dock().parkedBytes();
    }

    @Override
    long inTransit() {
        Carriage present = carriage;
        return plain ? super.inTransit() : present == null ? 0 : present.inTransit();
    }

    // A message in parts is collected, for what is sent must be kept.

    @Override
    Connection beginExclusive() throws IOException {
        return plain ? super.beginExclusive() : new Collected(this);
    }

    @Override
    void endExclusive(Connection connection) {
        if (!(connection instanceof Collected)) {
            super.endExclusive(connection);
        }
    }

    @Override
    void sentInParts(long bytes) {
        if (plain) {
            super.sentInParts(bytes); // else it was counted when it was written as a whole
        }
    }

    @Override
    void writePart(Connection target, Object part, boolean last) throws IOException {
        if (target instanceof Collected collected) {
            collected.add(part, last);
        } else {
            super.writePart(target, part, last);
        }
    }
}
