package dev.mooring.server.session;

import static java.util.Objects.requireNonNull;

import dev.mooring.server.policy.SlowConsumer;
import dev.mooring.server.resume.Turn;
import dev.mooring.server.topic.Outbound;
import dev.mooring.websocket.DropReason;
import dev.mooring.websocket.Ticker;
import jakarta.websocket.CloseReason;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Everything one session sends. One frame is with the container at a time: servers reorder, refuse or block on more. Data
 * is started by whoever finds the line free and goes on from completion to completion; control frames, which block on some
 * servers and deadlock in a completion on one, are written by a worker that may block, but for pongs where they never do and
 * nothing else is being written. Thread-safe.
 *
 * <p>Nobody is ever called under the lock. Completions that arrive while {@link #pump} is starting a message are left to
 * it, so that a container which completes at once does not make it recurse.
 *
 * <p>A message of which nobody wants to hear, as topics send them, or one that its session keeps, needs no object when the line is
 * free: this is its completion. A reference from an old object, if only for the time of a write, costs the collector more than all else here.
 */
final class Outgoing implements SendHandler {

    private final Wire wire;
    private final SlowConsumer limit;
    private final Ticker ticker;
    private final Executor workers;
    private final Tally tally;
    private final Runnable onOverflow;

    // guarded by this
    private final OutgoingQueue queue;
    private @Nullable Controls controls; // null while there are none
    private final Line line = new Line();
    private final Turn turn = new Turn();
    private boolean pumping;
    private boolean workerCalled; // for the controls; it takes the line when it comes, and until then messages go on
    private boolean closeQueued;
    private boolean over;

    /** @param onOverflow called, under no lock, when the queue is full and the policy is to disconnect */
    Outgoing(Wire wire, SlowConsumer limit, Ticker ticker, Executor workers, Tally tally, Runnable onOverflow) {
        this.wire = wire;
        this.limit = limit;
        this.queue = new OutgoingQueue(limit);
        this.ticker = ticker;
        this.workers = workers;
        this.tally = tally;
        this.onOverflow = onOverflow;
    }

    /** Queues a message. The handler is told exactly once how it ends. */
    void send(Outbound message, SendHandler handler) {
        if (handler == Transfer.NOBODY && sendNow(message, handler)) {
            return;
        }
        Transfer transfer = new Transfer(message, handler, ticker);
        List<Drop> drops = List.of();
        boolean overflow = false;
        boolean direct = false;
        synchronized (this) {
            if (over || closeQueued) {
                drops = List.of(new Drop(transfer, DropReason.SESSION_ENDED));
            } else if (isIdle()) { // the common case: no queue is touched
                take(transfer);
                direct = true;
            } else {
                boolean bounded = line.isTaken(); // what can go at once needs no room, however large it is
                drops = queue.add(transfer, bounded, ticker);
                overflow = bounded && queue.isOverLimit() && limit.action() == SlowConsumer.Action.DISCONNECT;
            }
        }
        wire.accepted();
        drops.forEach(each -> each.tell(tally));
        if (overflow) {
            onOverflow.run();
        } else if (direct) {
            start(transfer);
            if (stopPumping()) {
                pump();
            }
        } else {
            pump();
        }
    }

    /**
     * Sends a message whose session keeps it: the follower need not hear that this connection is over. When it hears that the message
     * is written, perhaps before this returns, it must not send the next one on the same stack without end.
     */
    void sendKept(Outbound message, SendHandler follower) {
        if (!sendNow(message, follower)) {
            send(message, follower);
        }
    }

    /** Sends a message at once; {@code false} when the line is not free. */
    private boolean sendNow(Outbound message, SendHandler follower) {
        synchronized (this) {
            if (over || closeQueued || !isIdle()) {
                return false;
            }
            line.take(message.bytes(), follower);
        }
        wire.accepted();
        try {
            wire.write(message, this);
        } catch (RuntimeException e) {
            onResult(new SendResult(e));
        }
        return true;
    }

    /** The message without a transfer is written, or has failed. */
    @Override
    public void onResult(SendResult result) {
        boolean more;
        SendHandler follower;
        synchronized (this) {
            follower = line.follower();
            if (follower == null) {
                return; // the end of the session has counted it as dropped
            }
            line.free(result);
            more = hasMore();
        }
        tally.ended(result.isOK());
        follower.onResult(result);
        if (more) {
            pump();
        }
    }

    /** Returns whether there is more to do. */
    private boolean stopPumping() {
        synchronized (this) {
            pumping = false;
            return hasMore();
        }
    }

    private boolean hasMore() {
        return !queue.isEmpty() || (controls != null && !workerCalled);
    }

    /** Whether a worker is to be called for the controls: nobody has the line who would come for them when he is done. */
    private boolean callWorker() {
        boolean call = controls != null && !workerCalled && !line.isTaken() && !pumping;
        workerCalled |= call;
        return call;
    }

    private boolean isIdle() {
        return !line.isTaken() && !pumping && !hasMore();
    }

    private void take(Transfer transfer) {
        line.take(transfer);
        pumping = true;
    }

    /** Queues a ping or pong ahead of all messages. */
    CompletableFuture<Void> control(Control.Kind kind, ByteBuffer payload) {
        return control(kind, () -> payload);
    }

    /** The same with a payload that is made when it is written. */
    CompletableFuture<Void> control(Control.Kind kind, Supplier<ByteBuffer> payload) {
        return control(Control.of(kind, payload));
    }

    /** Closes once all that is queued has been written; nothing more is accepted. */
    void closeAfterQueue(CloseReason reason) {
        control(Control.close(reason));
    }

    /** By whoever comes, often the tick: it starts no message and tells no sender, for a handler may take its time. */
    private CompletableFuture<Void> control(Control control) {
        boolean direct;
        boolean call = false;
        synchronized (this) {
            if (over || closeQueued) {
                control.done().completeExceptionally(new IOException("session is over"));
                return control.done();
            }
            closeQueued = control.kind() == Control.Kind.CLOSE;
            direct = control.kind() == Control.Kind.PONG && wire.pongsNeverBlock() && isIdle();
            if (direct) {
                line.takeForControl();
            } else {
                controls = controls == null ? new Controls() : controls;
                controls.add(control);
                call = callWorker();
            }
        }
        if (direct) {
            control.send(wire);
            if (freed()) {
                handOn(this::pump);
            }
        } else if (call) {
            workers.execute(this::sendControl);
        }
        return control.done();
    }

    /** Fails all that is queued or being written, and takes nothing more. Its senders are told by this executor. */
    void end(Throwable cause, Executor teller) {
        List<Transfer> lost = new ArrayList<>();
        List<Control> lostControls;
        synchronized (this) {
            over = true;
            Transfer writing = line.writing();
            if (writing != null) {
                lost.add(writing);
            } else if (line.follower() != null) {
                tally.dropped(DropReason.SESSION_ENDED);
            }
            line.free();
            lost.addAll(queue.clear());
            lostControls = controls == null ? List.of() : controls.all();
            controls = null;
        }
        teller.execute(() -> {
            lost.forEach(each -> fail(each, cause));
            lostControls.forEach(each -> each.done().completeExceptionally(cause));
        });
    }

    /** How long the frame that is being written has been so since this was asked first, in nanoseconds; 0 when there is none. */
    synchronized long writingFor(long now) {
        return line.takenFor(now);
    }

    /** Whether the connection has failed a message since this was asked last. */
    synchronized boolean takeFailure() {
        return line.takeFailure();
    }

    /** Bytes of payload queued or being written. */
    synchronized long bufferedAmount() {
        return line.bytes() + queue.payload();
    }

    private void pump() {
        List<Drop> expired = List.of();
        boolean call = false;
        while (goesOn()) {
            Transfer data = null;
            Control control = null;
            synchronized (this) {
                if (pumping || line.isTaken() || over) {
                    break;
                }
                control = workerCalled || queue.isEmpty() ? null : nextControl();
                while (control == null && (data = queue.poll()) != null && data.isExpired(ticker)) {
                    expired = expired.isEmpty() ? new ArrayList<>() : expired;
                    expired.add(new Drop(data, DropReason.EXPIRED));
                }
                if (control == null && data == null) {
                    call = callWorker();
                    break;
                }
                if (data == null) {
                    line.takeForControl();
                } else {
                    take(data);
                }
            }
            if (data == null) {
                Control taken = requireNonNull(control); // the line is too: what is queued would else always be quicker
                workers.execute(() -> send(taken));
                break;
            }
            start(data);
            if (!stopPumping()) {
                break;
            }
        }
        if (call) {
            workers.execute(this::sendControl);
        }
        expired.forEach(each -> each.tell(tally));
    }

    /** Whether it is this thread that goes on, and not a worker: what it could not start, or is not queued, is not counted. */
    private boolean goesOn() {
        boolean taken;
        synchronized (this) {
            taken = queue.isEmpty() || pumping || line.isTaken() || turn.take();
        }
        if (!taken) {
            handOn(this::pump);
        }
        return taken;
    }

    /** Has a worker go on, when others have had their turns. */
    void handOn(Runnable rest) {
        workers.execute(rest);
    }

    private @Nullable Control nextControl() {
        if (controls == null) {
            return null;
        }
        Control next = controls.poll(!queue.isEmpty(), line.controlWasLast());
        controls = controls.isEmpty() ? null : controls;
        return next;
    }

    private void start(Transfer transfer) {
        try {
            wire.write(transfer.message, result -> written(transfer, result));
        } catch (RuntimeException e) {
            written(transfer, new SendResult(e));
        }
    }

    private void written(Transfer transfer, SendResult result) {
        boolean more;
        synchronized (this) {
            if (line.writing() == transfer) {
                line.free(result);
            }
            more = hasMore();
        }
        if (result.isOK()) {
            if (transfer.succeed()) {
                tally.sent();
            }
        } else {
            fail(transfer, result.getException() == null ? new IOException("send failed") : result.getException());
        }
        if (more) { // what comes from now on finds the line free
            pump();
        }
    }

    /** What is not told twice is not counted twice: the container may complete what the end of the session has failed. */
    private void fail(Transfer transfer, Throwable cause) {
        if (transfer.fail(cause)) {
            tally.dropped(DropReason.SESSION_ENDED);
        }
    }

    /** By a worker that was called while nothing was queued: who has the line now calls again, or gives it away. */
    private void sendControl() {
        Control control;
        synchronized (this) {
            workerCalled = false;
            control = pumping || line.isTaken() || over ? null : nextControl();
            if (control != null) {
                line.takeForControl();
            }
        }
        if (control != null) {
            send(control);
        } else {
            pump();
        }
    }

    private void send(Control control) {
        control.send(wire);
        if (freed()) {
            pump();
        }
    }

    /** A control frame is written; returns whether there is more to do. */
    private synchronized boolean freed() {
        line.free();
        return hasMore();
    }
}
