package dev.mooring.tyrus.engine;

import dev.mooring.tyrus.transport.ConnectRequest;
import dev.mooring.tyrus.transport.ConnectionListener;
import dev.mooring.tyrus.transport.Transport;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A transport without a network: attempts are recorded, and go as the script says. */
final class FakeTransport implements Transport {

    final List<FakeConnection> attempts = new CopyOnWriteArrayList<>();
    volatile Consumer<FakeConnection> script = attempt -> {};
    volatile boolean reading = true;
    volatile boolean closed;

    @Override
    public Opening open(ConnectRequest request, ConnectionListener listener) {
        FakeConnection attempt = new FakeConnection(request, listener);
        attempts.add(attempt);
        script.accept(attempt);
        return attempt;
    }

    FakeConnection last() {
        return attempts.get(attempts.size() - 1);
    }

    /** Whoever tells it something is the executor. */
    @Override
    public boolean deliversOnExecutor() {
        return true;
    }

    @Override
    public boolean isReading() {
        return reading;
    }

    @Override
    public void close() {
        closed = true;
    }
}
