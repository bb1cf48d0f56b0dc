package dev.mooring.server.session;

import dev.mooring.server.policy.SlowConsumer;
import dev.mooring.server.topic.Outbound;
import dev.mooring.websocket.DropReason;
import dev.mooring.websocket.Ticker;
import jakarta.websocket.CloseReason;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Everything one session sends. One frame is with the container at a time: servers reorder, refuse or block on more. Data
 * is started by whoever finds the line free and goes on from completion to completion; control frames, which block on some
 * servers and deadlock in a completion on one, are written by a worker that may block. Thread-safe.
 *
 * <p>Nobody is ever called under the lock. Completions that arrive while {@link #pump} is starting a message are left to
 * it, so that a container which completes at once does not make it recurse.
 */
final class Outgoing {

    private final Wire wire;
    private final SlowConsumer limit;
    private final Ticker ticker;
    private final Executor workers;
    private final Tally tally;
    private final Runnable onOverflow;

    private final OutgoingQueue queue; // its lock guards all below
    private @Nullable Deque<Control> controls; // null while there are none
    private @Nullable Transfer writing;
    private boolean lineTaken;
    private boolean pumping;
    private long startedAt;
    private boolean controlWasLast;
    private boolean workerCalled; // for the controls; it takes the line when it comes, and until then messages go on
    private boolean closeQueued;
    private boolean over;

    /** @param onOverflow called, under no lock, when the queue is full and the policy is to disconnect */
    Outgoing(Wire wire, SlowConsumer limit, Ticker ticker, Executor workers, Tally tally, Runnable onOverflow) {
        this.wire = wire;
        this.limit = limit;
        this.ticker = ticker;
        this.workers = workers;
        this.tally = tally;
        this.onOverflow = onOverflow;
        this.queue = new OutgoingQueue(limit);
    }

    /** Queues a message. The handler is told exactly once how it ends. */
    void send(Outbound message, SendHandler handler) {
        long now = ticker.nanos();
        Transfer transfer = new Transfer(message, handler, now);
        List<Transfer> dropped = List.of();
        boolean overflow = false;
        boolean direct = false;
        synchronized (queue) {
            if (over || closeQueued) {
                dropped = List.of(transfer);
                tally.dropped(DropReason.SESSION_ENDED);
            } else if (isIdle()) { // the common case: no queue is touched
                take(transfer, now);
                direct = true;
            } else {
                dropped = enqueue(transfer);
                overflow = lineTaken && queue.isOverLimit() && limit.action() == SlowConsumer.Action.DISCONNECT;
            }
        }
        wire.accepted();
        for (Transfer each : dropped) {
            each.fail(new IOException("message dropped: session over, replaced or queue full"));
        }
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

    /** Returns whether there is more to do. */
    private boolean stopPumping() {
        synchronized (queue) {
            pumping = false;
            return hasMore();
        }
    }

    private boolean hasMore() {
        return !queue.isEmpty() || controls != null && !workerCalled;
    }

    private boolean isIdle() {
        return !lineTaken && !pumping && !hasMore();
    }

    private void take(@Nullable Transfer transfer, long now) {
        lineTaken = true;
        writing = transfer;
        startedAt = now;
        pumping = transfer != null;
        controlWasLast = transfer == null;
    }

    /** Returns who had to go for it. What can go at once needs no room: a message larger than the queue passes idle. */
    private List<Transfer> enqueue(Transfer transfer) {
        Transfer replaced = queue.add(transfer);
        List<Transfer> dropped = List.of();
        if (replaced != null) {
            dropped = List.of(replaced);
            tally.dropped(DropReason.REPLACED);
        }
        boolean dropOldest = lineTaken && queue.isOverLimit() && limit.action() == SlowConsumer.Action.DROP_OLDEST;
        if (dropOldest) {
            List<Transfer> oldest = queue.dropOldest();
            oldest.forEach(each -> tally.dropped(DropReason.OVERFLOW));
            dropped = new ArrayList<>(dropped);
            dropped.addAll(oldest);
        }
        return dropped;
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

    private CompletableFuture<Void> control(Control control) {
        synchronized (queue) {
            if (over || closeQueued) {
                control.done().completeExceptionally(new IOException("session is over"));
                return control.done();
            }
            closeQueued = control.kind() == Control.Kind.CLOSE;
            controls = controls == null ? new ArrayDeque<>(1) : controls;
            controls.add(control);
        }
        pump();
        return control.done();
    }

    /** Fails all that is queued or being written, and takes nothing more. */
    void end(Throwable cause) {
        List<Transfer> lost = new ArrayList<>();
        List<Control> lostControls;
        synchronized (queue) {
            over = true;
            if (writing != null) {
                lost.add(writing);
                writing = null;
            }
            lost.addAll(queue.clear());
            lostControls = controls == null ? List.of() : List.copyOf(controls);
            controls = null;
        }
        lost.forEach(each -> fail(each, cause));
        lostControls.forEach(each -> each.done().completeExceptionally(cause));
    }

    /** How long the frame that is being written has been so, in nanoseconds; 0 when there is none. */
    long writingFor(long now) {
        synchronized (queue) {
            return lineTaken && !over ? now - startedAt : 0;
        }
    }

    /** Bytes of payload queued or being written. */
    long bufferedAmount() {
        synchronized (queue) {
            return queue.payload() + (writing == null ? 0 : writing.message.bytes());
        }
    }

    private void pump() {
        List<Transfer> expired = null;
        boolean call = false;
        while (true) {
            Transfer data = null;
            Control control = null;
            synchronized (queue) {
                if (pumping || lineTaken || over) {
                    break;
                }
                control = workerCalled || queue.isEmpty() ? null : nextControl();
                while (control == null && (data = queue.poll()) != null && isExpired(data)) {
                    expired = expired == null ? new ArrayList<>() : expired;
                    expired.add(data);
                }
                if (control == null && data == null) {
                    call = controls != null && !workerCalled;
                    workerCalled |= call;
                    break;
                }
                take(data, ticker.nanos());
            }
            if (control != null) {
                sendByWorker(control);
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
        if (expired != null) {
            for (Transfer each : expired) {
                tally.dropped(DropReason.EXPIRED);
                each.fail(new IOException("message expired in the queue"));
            }
        }
    }

    /** Controls go ahead of messages, but take turns with them: where each write is slow, one more may always be due. */
    private @Nullable Control nextControl() {
        Control first = controls == null ? null : controls.peek();
        boolean dataFirst = first != null && !queue.isEmpty() && (controlWasLast || first.kind() == Control.Kind.CLOSE);
        return dataFirst ? null : pollControl();
    }

    private @Nullable Control pollControl() {
        if (controls == null) {
            return null;
        }
        Control first = controls.poll();
        if (controls.isEmpty()) {
            controls = null;
        }
        return first;
    }

    private boolean isExpired(Transfer transfer) {
        return transfer.expires && ticker.nanos() - transfer.expiresAt >= 0;
    }

    private void start(@Nullable Transfer transfer) {
        if (transfer == null) {
            return;
        }
        try {
            wire.write(transfer.message, result -> written(transfer, result));
        } catch (RuntimeException e) {
            written(transfer, new SendResult(e));
        }
    }

    private void written(Transfer transfer, SendResult result) {
        boolean more;
        synchronized (queue) {
            if (writing == transfer) {
                writing = null;
                lineTaken = false;
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

    /** The line is taken already: what is queued would else always be quicker. */
    private void sendByWorker(Control control) {
        workers.execute(() -> send(control));
    }

    /** By a worker that was called while nothing was queued: who has the line now calls again, or gives it away. */
    private void sendControl() {
        Control control;
        synchronized (queue) {
            workerCalled = false;
            control = pumping || lineTaken || over ? null : nextControl();
            if (control != null) {
                take(null, ticker.nanos());
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
        synchronized (queue) {
            lineTaken = false;
        }
        pump();
    }
}
