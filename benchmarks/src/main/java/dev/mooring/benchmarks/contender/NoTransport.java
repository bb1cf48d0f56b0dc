package dev.mooring.benchmarks.contender;

import static java.util.Objects.requireNonNull;

import dev.mooring.tyrus.transport.ConnectRequest;
import dev.mooring.tyrus.transport.Connection;
import dev.mooring.tyrus.transport.ConnectionListener;
import dev.mooring.tyrus.transport.Transport;
import dev.mooring.websocket.Failure;
import jakarta.websocket.CloseReason;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A transport that opens at once and has written everything at once. */
final class NoTransport implements Transport, Connection {

    private static final SendResult OK = new SendResult();

    private volatile @Nullable ConnectionListener present;

    ConnectionListener listener() {
        return requireNonNull(present);
    }

    @Override
    public Opening open(ConnectRequest request, ConnectionListener listener) {
        present = listener;
        listener.opened(this);
        return this;
    }

    @Override
    public boolean isReading() {
        return true;
    }

    @Override
    public void sendText(byte[] utf8, SendHandler completion) {
        completion.onResult(OK);
    }

    @Override
    public void sendBinary(ByteBuffer data, SendHandler completion) {
        completion.onResult(OK);
    }

    @Override
    public void sendPart(String part, boolean last) {}

    @Override
    public void sendPart(ByteBuffer part, boolean last) {}

    @Override
    public void ping(ByteBuffer data) {
        listener().pong(data);
    }

    @Override
    public void pong(ByteBuffer data) {}

    @Override
    public void close(CloseReason reason) {
        listener().ended(Failure.closedByPeer(reason));
    }

    @Override
    public Session session() {
        throw new UnsupportedOperationException("there is no container below");
    }

    @Override
    public void abort() {}

    @Override
    public void close() {}
}
