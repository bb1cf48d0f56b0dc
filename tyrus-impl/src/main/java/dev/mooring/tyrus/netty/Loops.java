package dev.mooring.tyrus.netty;

import dev.mooring.tyrus.core.Names;
import dev.mooring.tyrus.transport.ConnectRequest;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.nio.channels.spi.SelectorProvider;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.glassfish.tyrus.spi.UpgradeRequest;
import org.jspecify.annotations.Nullable;

/**
 * A few event loops, started with the first line, and what lines on them share: the lookup of names, and TLS. Their threads are
 * daemons, and gone when {@link #close()} returns; Netty's own {@code globalEventExecutor} thread follows a second later.
 * Thread-safe.
 */
final class Loops implements AutoCloseable {

    private static final int MAX_LOOPS = 4;
    private static final long CLOSE_SECONDS = 2;

    private final String name;
    private final Executor executor;
    private final Names names;
    private final Tls tls;
    private final Set<Line> lines = ConcurrentHashMap.newKeySet();

    // guarded by this
    private @Nullable EventLoopGroup loops;
    private final Map<EventLoop, Handover> handovers = new HashMap<>();

    private volatile boolean closed;

    /** Loops whose threads bear this name; what may be the application's code goes to this executor. */
    Loops(String name, Executor executor) {
        this.name = name;
        this.executor = executor;
        this.names = new Names(name);
        this.tls = new Tls(executor);
    }

    /** The way to the executor from the event loop whose turn it is. */
    synchronized Handover next() throws IOException {
        return handovers.computeIfAbsent(started().next(), loop -> new Handover(loop, executor));
    }

    Tls tls() {
        return tls;
    }

    /** Opens a line of these loops; it is theirs to end until it has ended by itself, which {@code whenOver} hears of. */
    void open(Line line, ConnectRequest request, UpgradeRequest upgrade, Runnable whenOver) throws IOException {
        lines.add(line);
        if (closed) { // close() may have looked before this line was there
            lines.remove(line);
            throw isClosed();
        }
        line.open(request, names, upgrade, () -> {
            lines.remove(line);
            whenOver.run();
        });
    }

    @Override
    public void close() {
        EventLoopGroup ended;
        synchronized (this) {
            closed = true;
            ended = loops;
            loops = null;
        }
        names.close();
        if (ended != null) {
            lines.forEach(Line::end); // event loops that end at once leave their channels open
            ended.shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS);
            awaitEnd(ended);
        }
        tls.close(); // last: a connection that opens still needs it
    }

    private static void awaitEnd(EventLoopGroup ended) {
        for (EventExecutor loop : ended) {
            if (loop.inEventLoop()) {
                return; // closed by a callback in place: it cannot wait for its own end
            }
        }
        try {
            ended.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private EventLoopGroup started() throws IOException {
        if (closed) {
            throw isClosed();
        }
        EventLoopGroup present = loops;
        if (present == null) {
            int threads = Math.min(MAX_LOOPS, Runtime.getRuntime().availableProcessors());
            present = new MultiThreadIoEventLoopGroup(
                    threads,
                    new DefaultThreadFactory(name + "-netty", true),
                    NioIoHandler.newFactory(SelectorProvider.provider(), AdaptivePolling::new));
            loops = present;
        }
        return present;
    }

    private static IOException isClosed() {
        return new IOException("the container is closed");
    }
}
