package dev.mooring.tyrus.netty;

import dev.mooring.tyrus.core.ShortWayConnection;
import dev.mooring.tyrus.core.TyrusLink;
import dev.mooring.tyrus.core.TyrusLinks;
import dev.mooring.tyrus.transport.ConnectRequest;
import dev.mooring.tyrus.transport.ConnectionListener;
import dev.mooring.tyrus.transport.Transport;
import dev.mooring.websocket.Failure;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import jakarta.websocket.DeploymentException;
import java.io.IOException;
import java.nio.channels.spi.SelectorProvider;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.glassfish.tyrus.spi.UpgradeRequest;
import org.jspecify.annotations.Nullable;

/**
 * Opens connections on Netty; no thread waits while they open. Its event loops are shared by all of them, daemon threads, and
 * gone when {@link #close()} returns; Netty's own {@code globalEventExecutor} thread follows a second later.
 */
public final class NettyTransport implements Transport {

    private static final int MAX_LOOPS = 4;
    private static final long CLOSE_SECONDS = 2;

    private final String name;
    private final Executor executor;
    private final boolean shortWay;
    private final TyrusLinks links = new TyrusLinks();
    private final Names names;
    private final Tls tls;
    private final BooleanSupplier flowing;
    private final Set<Line> lines = ConcurrentHashMap.newKeySet();

    // guarded by this
    private @Nullable EventLoopGroup loops; // started with the first connection
    private final Map<EventLoop, Handover> handovers = new HashMap<>();

    private volatile boolean closed;

    /** A transport whose threads bear this name, and that calls listeners on this executor. */
    public NettyTransport(String name, Executor executor, BooleanSupplier flowing) {
        this(name, executor, flowing, ShortWayConnection.isAskedFor());
    }

    NettyTransport(String name, Executor executor, boolean shortWay) {
        this(name, executor, () -> true, shortWay);
    }

    private NettyTransport(String name, Executor executor, BooleanSupplier flowing, boolean shortWay) {
        this.name = name;
        this.executor = executor;
        this.shortWay = shortWay;
        this.names = new Names(name);
        this.tls = new Tls(executor);
        this.flowing = flowing;
    }

    @Override
    public Opening open(ConnectRequest request, ConnectionListener listener) {
        Handover handover;
        try {
            handover = next();
        } catch (IOException e) {
            new Delivery(listener, executor).failed(notPrepared(e));
            return () -> {};
        }
        Delivery delivery = new Delivery(listener, handover);
        try {
            tls.prepare(request);
            TyrusLink link = links.prepare(request, delivery);
            UpgradeRequest upgrade = link.upgradeRequest(); // here, for the application's configurator has a say in it
            Line line = new Line(link, delivery, handover, tls, shortWay);
            link.connectedBy(line);
            lines.add(line);
            line.whenOver(() -> lines.remove(line));
            if (closed) { // close() may have looked before this line was there
                lines.remove(line);
                throw new IOException("the container is closed");
            }
            line.open(request, names, upgrade);
            return link::abort;
        } catch (IOException | DeploymentException | RuntimeException e) {
            delivery.failed(notPrepared(e));
        }
        return () -> {};
    }

    private static Failure notPrepared(Exception e) {
        return Failure.of(Failure.Kind.HANDSHAKE_BROKEN, "the connection could not be prepared: " + e.getMessage(), e);
    }

    @Override
    public boolean deliversOnExecutor() {
        return true;
    }

    /** Reading goes on, but what was read waits for the executor: whether that takes tasks is what counts. */
    @Override
    public boolean isReading() {
        return flowing.getAsBoolean();
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

    /** The way to the executor from the event loop whose turn it is. */
    private synchronized Handover next() throws IOException {
        return handovers.computeIfAbsent(started().next(), loop -> new Handover(loop, executor));
    }

    private synchronized EventLoopGroup started() throws IOException {
        if (closed) {
            throw new IOException("the container is closed");
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
}
