package dev.mooring.tyrus.engine;

import dev.mooring.tyrus.transport.AmidPartsException;
import dev.mooring.tyrus.transport.Connection;
import dev.mooring.websocket.DropReason;
import dev.mooring.websocket.Outbox;
import dev.mooring.websocket.SendOptions;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * The way out of one session. Open and not crowded, a message goes straight from the caller to the transport, and no lock is
 * taken. Otherwise it is parked in the {@link Dock}, and {@link #pump()} hands it on when it can.
 *
 * <p>Bounds: the {@link Room} admits a message before anything else, and at most {@link #HIGH_WATER} bytes are handed to the
 * transport and not yet written, so that expiry, conflation and dropping also work for a peer that reads slowly. A message
 * that a broken connection did not take goes back to its place: the peer cannot have seen it.
 */
class Sender implements Room.Overfull {

    /** Bytes in the transport's hands above which messages are parked, even while open. */
    static final long HIGH_WATER = 256 << 10;

    private static final AtomicLongFieldUpdater<Sender> NUMBERED =
            AtomicLongFieldUpdater.newUpdater(Sender.class, "numbered"); // no object of its own for each session
    static final SendResult OK = new SendResult();

    /** What the sender tells its session. */
    interface Owner {
        void dropped(DropReason reason, long bytes);

        /** This connection did not take a message: it is broken, whatever it says itself. */
        void writeFailed(Connection connection, Throwable failure);

        /** A callback of the application's threw this. Within the gate. */
        void callbackFailed(Throwable failure);
    }

    private final Workshop workshop;
    private final ParcelPool parcels; // these two are the workshop's, at hand for every message
    private final Pulse pulse;
    private final Duration sendTimeout;
    private final Owner owner;
    private final Figures figures;
    private final Room room;
    private final Dock dock;
    private final Progress progress;

    @SuppressWarnings("UnusedVariable") // through NUMBERED
    private volatile long numbered;

    private final Pump pump = new Pump(this);
    private @Nullable Gate completions; // guarded by this; made for the first: few sessions drop anything

    Sender(Workshop workshop, Outbox outbox, Duration sendTimeout, Figures figures, Owner owner) {
        this.workshop = workshop;
        this.parcels = workshop.parcels();
        this.pulse = workshop.pulse();
        this.sendTimeout = sendTimeout;
        this.figures = figures;
        this.owner = owner;
        this.room = new Room(outbox, this);
        this.progress = new Progress(pulse, sendTimeout);
        this.dock = new Dock(outbox.maxMessages() > 0);
    }

    /** Sends without waiting for the writing; the completion is called exactly once, also when nothing is accepted. */
    void send(Object message, long bytes, SendOptions options, @Nullable SendHandler completion) {
        long total;
        try {
            total = room.admit(bytes);
        } catch (IOException e) {
            if (completion != null) {
                completion.onResult(new SendResult(e));
            }
            return;
        }
        dispatch(message, bytes, total, options, completion);
    }

    /** Sends a heartbeat, which waits behind nothing; {@code false} if no whole message may go out just now. */
    boolean sendAhead(String heartbeat) {
        return dock.pass(target -> target.sendText(heartbeat, result -> {
            if (!result.isOK()) {
                owner.writeFailed(target, result.getException());
            }
        }));
    }

    /** Sends and returns when the message is written, or the outbox has it. */
    void sendAndWait(Object message, long bytes) throws IOException {
        long start = System.nanoTime();
        boolean connected = dock.live() != null || dock.connection() != null;
        long total = connected ? room.admitPatiently(bytes, sendTimeout) : room.admit(bytes);
        long patience =
                connected ? sendTimeout.toNanos() : room.patience(sendTimeout).toNanos();
        Receipt receipt = workshop.receipts().take();
        dispatch(message, bytes, total, SendOptions.NONE, receipt);
        if (!receipt.await(patience - (System.nanoTime() - start))) {
            throw giveUpWaiting(receipt);
        }
        Throwable failure = receipt.failure();
        workshop.receipts().give(receipt);
        if (failure != null) {
            throw failure instanceof IOException e ? e : new IOException(failure.getMessage(), failure);
        }
    }

    void dispatch(Object message, long bytes, long total, SendOptions options, @Nullable SendHandler completion) {
        Parcel parcel = fill(message, bytes, options, completion);
        boolean crowded = total > HIGH_WATER && total - room.untold() > HIGH_WATER;
        Connection direct = crowded ? null : dock.live();
        Connection target = direct == null ? dock.ofOpener() : direct;
        if (target == null) {
            park(parcel);
            pump();
        } else {
            transmit(parcel, target, total == bytes || total - room.untold() == bytes);
        }
    }

    final Parcel fill(Object message, long bytes, SendOptions options, @Nullable SendHandler completion) {
        return parcels.take().fill(this, message, bytes, NUMBERED.getAndIncrement(this), options, completion);
    }

    void transmit(Parcel parcel, Connection target, boolean first) {
        if (first) {
            progress.made();
        }
        try {
            parcel.transmit(target);
        } catch (Throwable e) { // some transports throw when they are closed, and memory may run out: nothing was taken
            if (dock.isExclusive(target) || (e instanceof AmidPartsException && parcel.returnsAgain())) {
                park(parcel); // the first part of another message was quicker, nothing is broken
                pump(); // that message may have ended meanwhile
            } else {
                transmitted(parcel, e);
            }
        }
    }

    /** A message is written, and who sent it is told a little later; what hands on what waited for that, if anything does. */
    final @Nullable Runnable written(long bytes) {
        progress.made();
        room.written(bytes);
        return dock.live() == null ? pump : null;
    }

    /** The transport is done with a message. */
    void transmitted(Parcel parcel, @Nullable Throwable failure) {
        if (failure == null) {
            progress.made();
            figures.sent(parcel.bytes());
            settle(parcel, OK);
        } else {
            comeBack(parcel, failure, parcel.carrier());
        }
        pumpIfParked();
    }

    /** The message did not leave: it is parked again, unless that makes no sense. Runs no code of the application's. */
    private void comeBack(Parcel parcel, Throwable failure, @Nullable Connection broken) {
        boolean ended = dock.hasEnded();
        if (broken != null && !ended) {
            dock.broken(broken);
            owner.writeFailed(broken, failure);
        }
        if (ended) {
            figures.dropped();
        }
        if (ended || !parcel.mayReturn()) {
            discard(parcel, failure);
        } else {
            park(parcel);
        }
    }

    final void park(Parcel parcel) {
        Duration timeToLive = parcel.options().timeToLive();
        if (timeToLive != null && !parcel.expires()) {
            parcel.expireAt(workshop.nanos() + timeToLive.toNanos());
        }
        try {
            Parcel replaced = dock.park(parcel, keeps());
            if (replaced != null) {
                drop(replaced, DropReason.REPLACED);
            }
        } catch (IOException e) {
            discard(parcel, e);
        }
    }

    /** Whether what is parked is kept until it has arrived, so that its caller need not wait for the writing. */
    boolean keeps() {
        return false;
    }

    final void pump() {
        pump.run();
    }

    /** For who has made room: another's pump may have found the connection crowded until now. */
    private void pumpIfParked() {
        if (dock.live() == null) {
            pump();
        }
    }

    /** For the pump: hands the next parked message on; {@code false} when none may leave. */
    final boolean handOnNext() {
        Dock.Departure next = dock.next(accepted(), HIGH_WATER);
        if (next == null) {
            return false;
        }
        Parcel parcel = next.parcel();
        if (parcel.isExpired(pulse.now())) {
            drop(parcel, DropReason.EXPIRED);
        } else {
            transmit(parcel, next.connection(), inTransit() <= parcel.bytes());
        }
        return true;
    }

    /** Bytes in the transport's hands; a little too many while another thread is between admission and transmission. */
    long inTransit() {
        return room.bytes() - room.untold() - dock.parkedBytes();
    }

    /** Bytes in the transport's hands, or parked. */
    long accepted() {
        return room.bytes() - room.untold();
    }

    final Dock dock() {
        return dock;
    }

    final Figures figures() {
        return figures;
    }

    final Progress progress() {
        return progress;
    }

    /** A connection is there; until {@link #opened} only the calling thread sends on it: it runs {@code @OnOpen}. */
    void opening(Connection connection, long epoch) {
        progress.made();
        dock.opening(connection, epoch);
    }

    /** {@code @OnOpen} is through: the outbox flows, then live sends. */
    void opened() {
        dock.opened();
        pump();
    }

    /** The connection is gone: from now on messages are parked. */
    void detach(long epoch) {
        IOException lost = new IOException("the connection was lost, and the message may not be parked");
        dock.detach(epoch).forEach(parcel -> discard(parcel, lost));
    }

    /** The session has ended: what is parked is dropped, and nothing is accepted any more. */
    void end() {
        dock.end().forEach(parcel -> drop(parcel, DropReason.SESSION_ENDED));
        room.close();
    }

    /** The session is closing: what is parked goes out, however much is in transit, then the connection is closed. */
    void flush(Runnable close) {
        dock.flush();
        pump.runAndClose(close);
    }

    /** Drops what has waited for longer than it may. */
    void expire(long now) {
        if (dock.live() == null) {
            List<Parcel> expired = dock.take(parcel -> parcel.isExpired(now));
            expired.forEach(parcel -> drop(parcel, DropReason.EXPIRED));
            if (!expired.isEmpty()) {
                pumpIfParked();
            }
        }
    }

    /** Whether messages are in the transport's hands and none was written for as long as the send timeout. */
    boolean isStuck(long now) {
        return progress.isPartOverdue(now)
                || (room.bytes() > 0 && progress.isOverdue(now) && inTransit() > 0 && dock.hasUnwritten());
    }

    long bufferedMessages() {
        return room.messages();
    }

    long bufferedAmount() {
        return room.bytes();
    }

    /** Takes the connection for a message in parts; other messages wait until {@link #endExclusive}. */
    Connection beginExclusive() throws IOException {
        Connection taken = dock.beginExclusive(sendTimeout);
        new Stragglers(room, dock).await();
        return taken;
    }

    void endExclusive(Connection connection) {
        dock.endExclusive(connection);
        pump();
    }

    /** Writes a part of a message, a String or a ByteBuffer, and waits for it; a stuck connection ends the waiting. */
    void writePart(Connection target, Object part, boolean last) throws IOException {
        progress.write(target, part, last);
    }

    /** A message in parts is out. */
    void sentInParts(long bytes) {
        figures.sent(bytes);
    }

    @Override
    public boolean dropOldest() {
        Parcel oldest = dock.takeOldest();
        if (oldest != null) {
            drop(oldest, DropReason.OVERFLOW);
        }
        return oldest != null;
    }

    @Override
    public void newestDropped(long bytes) {
        if (!dock.hasEnded()) { // the event that said so was the last one
            figures.dropped();
            owner.dropped(DropReason.OVERFLOW, bytes);
        }
    }

    /** A blocking send has waited long enough, or was interrupted. */
    private IOException giveUpWaiting(Receipt receipt) {
        receipt.giveUp();
        List<Parcel> mine = dock.take(parcel -> parcel.completion() == receipt);
        IOException failure = Receipt.notWritten(sendTimeout, mine.isEmpty() ? "it may still be" : "it is not sent");
        mine.forEach(parcel -> settle(parcel, new SendResult(failure)));
        pumpIfParked();
        return failure;
    }

    private void drop(Parcel parcel, DropReason reason) {
        figures.dropped();
        owner.dropped(reason, parcel.bytes());
        discard(parcel, new IOException("the message was dropped: " + reason));
    }

    /**
     * The end of a message that did not leave: room for others at once. Its sender is told, a handler of the application's on
     * the executor, behind others of its kind: it may block, and this may be the thread of all timers, or a transport's.
     */
    final void discard(Parcel parcel, Throwable why) {
        room.settle(parcel.bytes());
        SendResult result = new SendResult(why);
        boolean quick = parcel.isQuick();
        SendHandler told = parcel.release(parcels);
        if (quick) {
            Parcel.tell(told, result);
        } else {
            completions().execute(() -> Parcel.tell(told, result));
        }
    }

    /** Where handlers of the application's are called that no transport calls. */
    final synchronized Gate completions() {
        Gate present = completions == null ? new Gate(workshop) : completions;
        completions = present;
        return present;
    }

    /** The transport is done with a message, and its sender is told. */
    void settle(Parcel parcel, SendResult result) {
        conclude(parcel, result);
    }

    /** The end of a message, whichever it is: room for others, and its sender is told. */
    final void conclude(Parcel parcel, SendResult result) {
        room.settle(parcel.bytes());
        if (parcel.isWritten()) {
            room.told(parcel.bytes());
        }
        parcel.complete(result, parcels);
    }
}
