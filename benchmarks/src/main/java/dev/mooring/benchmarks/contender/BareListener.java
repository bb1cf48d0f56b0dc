package dev.mooring.benchmarks.contender;

import static java.util.Objects.requireNonNull;

import dev.mooring.tyrus.transport.Connection;
import dev.mooring.tyrus.transport.ConnectionListenerAdapter;
import dev.mooring.websocket.Failure;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Passes what the transport delivers straight on. Small, because it counts as the bare session's heap. */
class BareListener extends ConnectionListenerAdapter {

    private final Events events;
    private volatile @Nullable CountDownLatch opening = new CountDownLatch(1);
    private volatile @Nullable Connection connection;

    BareListener(Events events) {
        this.events = events;
    }

    Connection awaitOpen() throws IOException, InterruptedException {
        CountDownLatch latch = requireNonNull(opening);
        if (!latch.await(10, TimeUnit.SECONDS) || connection == null) {
            throw new IOException("no connection");
        }
        opening = null;
        return requireNonNull(connection);
    }

    @Override
    public void opened(Connection open) {
        connection = open;
        requireNonNull(opening).countDown();
    }

    @Override
    public void failed(Failure failure) {
        events.failed(new IOException(failure.toString()));
        requireNonNull(opening).countDown();
    }

    @Override
    public void text(String part, boolean last) {
        events.received(part);
    }

    @Override
    public void ended(Failure failure) {
        events.failed(new IOException(failure.toString()));
    }
}
