package dev.mooring.tyrus.engine;

import static java.util.Objects.requireNonNull;

import dev.mooring.tyrus.transport.ConnectRequest;
import dev.mooring.tyrus.transport.Connection;
import dev.mooring.tyrus.transport.ConnectionListener;
import dev.mooring.websocket.Failure;
import dev.mooring.websocket.delivery.Ack;
import dev.mooring.websocket.delivery.ProtocolException;
import dev.mooring.websocket.delivery.ResumeRequest;
import dev.mooring.websocket.delivery.ResumeResponse;
import jakarta.websocket.CloseReason;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A connection whose other end is the test: what it is told is recorded, what it tells the test says. */
final class FakeConnection implements Connection {

    /** What becomes of a message that is sent. */
    enum Writing {
        AT_ONCE,
        LATER,
        FAILS,
        THROWS
    }

    private static final SendResult OK = new SendResult();

    final ConnectRequest request;
    final ConnectionListener listener;
    final List<Object> sent = new CopyOnWriteArrayList<>();
    final List<ByteBuffer> pings = new CopyOnWriteArrayList<>();
    final List<ByteBuffer> pongs = new CopyOnWriteArrayList<>();
    final Queue<SendHandler> unwritten = new ConcurrentLinkedQueue<>();
    volatile Writing writing = Writing.AT_ONCE;
    volatile boolean recording = true;
    volatile @Nullable BiConsumer<Object, SendHandler> taker; // in place of all that
    volatile Runnable whenPart = () -> {};
    volatile Runnable whenClosed = () -> {};
    volatile boolean answersPings;
    volatile boolean answersClose = true;
    volatile boolean aborted;
    volatile @Nullable CloseReason closedWith;

    FakeConnection(ConnectRequest request, ConnectionListener listener) {
        this.request = request;
        this.listener = new EachByARead(listener);
    }

    /** The upgrade succeeds. */
    FakeConnection accept() {
        listener.opened(this);
        return this;
    }

    /** The same, and the server's answer about the session is this. */
    FakeConnection accept(ResumeResponse answer) {
        request.config().getConfigurator().afterResponse(() -> Map.of(ResumeRequest.HEADER, List.of(answer.format())));
        return accept();
    }

    /** What the upgrade asked for. */
    ResumeRequest asked() throws ProtocolException {
        return requireNonNull(
                ResumeRequest.parse(request.headers().get(ResumeRequest.HEADER).get(0)));
    }

    /** The server says how many messages it has processed, and has sent. */
    void acknowledge(long processed, long sent) {
        listener.pong(new Ack(processed, sent).payload());
    }

    void refuse() {
        listener.failed(Failure.of(Failure.Kind.REFUSED, "connection refused", null));
    }

    void answer(int status, @Nullable Duration retryAfter) {
        listener.failed(Failure.httpStatus(status, retryAfter, null, null));
    }

    void lose() {
        listener.ended(Failure.of(Failure.Kind.LOST, "connection lost without a close frame", null));
    }

    void closeByPeer(int code, String reason) {
        listener.ended(Failure.closedByPeer(new CloseReason(() -> code, reason)));
    }

    void answerPing() {
        listener.pong(pings.get(pings.size() - 1).duplicate());
    }

    /** What was held back is written now. */
    void write() {
        for (SendHandler next = unwritten.poll(); next != null; next = unwritten.poll()) {
            next.onResult(OK);
        }
    }

    /** The oldest of what was held back is written now, and nothing that is sent on that account. */
    void writeOne() {
        SendHandler oldest = unwritten.poll();
        if (oldest != null) {
            oldest.onResult(OK);
        }
    }

    /** What was held back fails now. */
    void failWrites() {
        for (SendHandler next = unwritten.poll(); next != null; next = unwritten.poll()) {
            next.onResult(new SendResult(new IOException("the write was cancelled")));
        }
    }

    private void take(Object message, SendHandler completion) {
        BiConsumer<Object, SendHandler> own = taker;
        if (own != null) {
            own.accept(message, completion);
            return;
        }
        switch (writing) {
            case AT_ONCE -> {
                if (recording) {
                    sent.add(message);
                }
                completion.onResult(OK);
            }
            case LATER -> {
                if (recording) {
                    sent.add(message);
                }
                unwritten.add(completion);
            }
            case FAILS -> completion.onResult(new SendResult(new IOException("broken pipe")));
            case THROWS -> throw new IllegalStateException("the connection is closed");
        }
    }

    @Override
    public void sendText(byte[] utf8, SendHandler completion) {
        boolean seen = recording || taker != null;
        take(seen ? new String(utf8, StandardCharsets.UTF_8) : utf8, completion);
    }

    @Override
    public void sendBinary(ByteBuffer data, SendHandler completion) {
        boolean seen = recording || taker != null;
        take(seen ? ByteBuffer.allocate(data.remaining()).put(data).flip() : data, completion);
    }

    @Override
    public void sendPart(String part, boolean last) throws IOException {
        part(part);
    }

    @Override
    public void sendPart(ByteBuffer part, boolean last) throws IOException {
        part(ByteBuffer.allocate(part.remaining()).put(part).flip());
    }

    private void part(Object part) throws IOException {
        if (writing == Writing.FAILS) {
            throw new IOException("broken pipe");
        }
        whenPart.run();
        sent.add(part);
    }

    @Override
    public void ping(ByteBuffer data) {
        pings.add(data);
        if (answersPings) {
            answerPing();
        }
    }

    @Override
    public void pong(ByteBuffer data) {
        sent.add("pong");
        pongs.add(data);
    }

    @Override
    public void close(CloseReason reason) {
        whenClosed.run();
        closedWith = reason;
        if (answersClose) {
            listener.ended(Failure.closedByPeer(reason));
        }
    }

    @Override
    public void abort() {
        aborted = true;
    }

    @Override
    public Session session() {
        throw new UnsupportedOperationException();
    }
}
