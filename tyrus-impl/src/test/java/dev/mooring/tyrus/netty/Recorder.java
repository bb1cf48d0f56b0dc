package dev.mooring.tyrus.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.tyrus.transport.Connection;
import dev.mooring.tyrus.transport.ConnectionListener;
import dev.mooring.websocket.Failure;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Remembers what a connection's listener hears, and that it heard one thing at a time. */
class Recorder implements ConnectionListener {

    static final int PATIENCE_SECONDS = 10;

    sealed interface Heard {}

    record Opened(Connection connection) implements Heard {}

    record Failed(Failure failure) implements Heard {}

    record Text(String text, boolean last) implements Heard {}

    record Binary(ByteBuffer data, boolean last) implements Heard {}

    record Pong(ByteBuffer data) implements Heard {}

    record Ended(Failure failure) implements Heard {}

    final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();
    final AtomicInteger overlaps = new AtomicInteger();
    final AtomicInteger reads = new AtomicInteger();
    final AtomicLong payload = new AtomicLong();
    private boolean reading; // one thing at a time is heard
    private final AtomicInteger inside = new AtomicInteger();

    @Override
    public void opened(Connection connection) {
        hear(new Opened(connection));
    }

    @Override
    public void failed(Failure failure) {
        hear(new Failed(failure));
    }

    @Override
    public void text(String part, boolean last) {
        hear(new Text(part, last));
    }

    @Override
    public void binary(ByteBuffer part, boolean last) {
        hear(new Binary(part, last));
    }

    @Override
    public void pong(ByteBuffer data) {
        hear(new Pong(data));
    }

    @Override
    public void received(long content, int pings) {
        if (reading) {
            overlaps.incrementAndGet();
        }
        reading = true;
        reads.incrementAndGet();
        payload.addAndGet(content);
    }

    @Override
    public void delivered() {
        if (!reading) {
            overlaps.incrementAndGet();
        }
        reading = false;
    }

    @Override
    public void ended(Failure failure) {
        hear(new Ended(failure));
    }

    /** The next thing heard, which must be of this kind. */
    <T extends Heard> T next(Class<T> kind) throws InterruptedException {
        Heard next = heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(next).isInstanceOf(kind);
        return kind.cast(next);
    }

    Connection connection() throws InterruptedException {
        return next(Opened.class).connection();
    }

    private void hear(Heard event) {
        if (inside.getAndIncrement() != 0) {
            overlaps.incrementAndGet();
        }
        heard.add(event);
        inside.decrementAndGet();
    }
}
