package dev.mooring.tyrus.grizzly;

import dev.mooring.tyrus.core.Names;
import dev.mooring.tyrus.core.Ports;
import dev.mooring.tyrus.core.ShortWayConnection;
import dev.mooring.tyrus.core.TyrusLink;
import dev.mooring.tyrus.core.TyrusLinks;
import dev.mooring.tyrus.transport.ConnectRequest;
import dev.mooring.tyrus.transport.ConnectionListener;
import dev.mooring.tyrus.transport.ElasticPool;
import dev.mooring.tyrus.transport.Transport;
import dev.mooring.websocket.Failure;
import dev.mooring.websocket.Proxy;
import jakarta.websocket.DeploymentException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.glassfish.grizzly.asyncqueue.AsyncQueueWriter;
import org.glassfish.grizzly.nio.transport.TCPNIOTransport;
import org.glassfish.grizzly.nio.transport.TCPNIOTransportBuilder;
import org.glassfish.grizzly.threadpool.ThreadPoolConfig;
import org.glassfish.tyrus.spi.UpgradeRequest;
import org.jspecify.annotations.Nullable;

/**
 * Opens connections on Grizzly. Tyrus's own Grizzly container is not used, for two reasons: its shared transport and timer
 * thread belong to the whole JVM and outlive us, and it parks a thread for each connection it opens.
 */
public final class GrizzlyTransport implements Transport {

    private final String name;
    private final boolean shortWay;
    private final TyrusLinks links = new TyrusLinks();
    private final ElasticPool workers;
    private final Lingering lingering;
    private final Names names;
    private @Nullable TCPNIOTransport transport; // started with the first connection, guarded by this
    private boolean closed;

    /** A transport whose threads bear this name. */
    public GrizzlyTransport(String name) {
        this(name, ShortWayConnection.isAskedFor());
    }

    /** The same, with messages in frames of our own or through Tyrus. */
    public GrizzlyTransport(String name, boolean shortWay) {
        this(name, shortWay, new Names(name));
    }

    GrizzlyTransport(String name, boolean shortWay, Names names) {
        this.name = name;
        this.shortWay = shortWay;
        this.names = names;
        this.workers = Workers.named(name);
        this.lingering = new Lingering(name + "-linger");
    }

    @Override
    public Opening open(ConnectRequest request, ConnectionListener listener) {
        try {
            TyrusLink link = links.prepare(request, listener);
            UpgradeRequest upgrade = link.upgradeRequest(); // here, for the application's configurator has a say in it
            connect(request, link, upgrade, started());
            return link::abort;
        } catch (IOException | DeploymentException | RuntimeException e) {
            listener.failed(notPrepared(e));
        } finally {
            Traces.clear();
        }
        return () -> {};
    }

    /** Where the socket goes: to the proxy, or to the addresses of the host. */
    private void connect(ConnectRequest request, TyrusLink link, UpgradeRequest upgrade, TCPNIOTransport by) {
        Proxy proxy = request.proxy();
        URI uri = request.uri();
        String host = proxy == null ? uri.getHost() : proxy.host();
        int port = proxy == null ? Ports.of(uri) : proxy.port();
        CompletableFuture<List<InetAddress>> found = names.resolve(host);
        link.connectedBy(() -> found.cancel(false));
        BiConsumer<List<InetAddress>, @Nullable Throwable> next = (addresses, failure) -> {
            if (failure == null) {
                connect(request, link, upgrade, by, addresses, port);
            } else if (!found.isCancelled()) {
                link.fail(Failure.of(Failure.Kind.DNS, "the name " + host + " does not resolve", failure));
            }
        };
        if (found.isDone()) {
            found.whenComplete(next); // an address: there was nothing to wait for
        } else {
            found.whenCompleteAsync(next, workers);
        }
    }

    private void connect(
            ConnectRequest request,
            TyrusLink link,
            UpgradeRequest upgrade,
            TCPNIOTransport by,
            List<InetAddress> addresses,
            int port) {
        Supplier<UpgradeFilter> upgrades = () -> new UpgradeFilter(link, upgrade, links.keys(), shortWay, lingering);
        try {
            Queue<InetSocketAddress> targets = new ArrayDeque<>();
            addresses.forEach(address -> targets.add(new InetSocketAddress(address, port)));
            new Connector(by, request, link, targets, upgrades, lingering).start();
        } catch (RuntimeException e) { // an SSLContext that was never initialized, or a port that is none
            link.fail(notPrepared(e));
        }
    }

    private static Failure notPrepared(Exception e) {
        return Failure.of(Failure.Kind.HANDSHAKE_BROKEN, "the connection could not be prepared: " + e.getMessage(), e);
    }

    @Override
    public boolean isReading() {
        return workers.look();
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (transport != null) {
            try {
                transport.shutdownNow();
            } catch (IOException e) {
                System.getLogger(GrizzlyTransport.class.getName())
                        .log(System.Logger.Level.DEBUG, "shutting Grizzly down", e);
            }
            transport = null;
        }
        lingering.close();
        names.close();
        workers.shutdownNow();
    }

    private synchronized TCPNIOTransport started() throws IOException {
        if (closed) {
            throw new IOException("the container is closed");
        }
        if (transport == null) {
            TCPNIOTransport created = TCPNIOTransportBuilder.newInstance()
                    .setReuseAddress(false)
                    .setTcpNoDelay(true)
                    .setSelectorThreadPoolConfig(ThreadPoolConfig.defaultConfig()
                            .copy()
                            .setPoolName(name + "-selector")
                            .setCorePoolSize(1)
                            .setMaxPoolSize(1)
                            .setDaemon(true))
                    .build();
            created.setSelectorRunnersCount(1);
            created.setWorkerThreadPool(workers);
            // The outbox bounds what is in here; Grizzly's own bound would throw instead of slowing down.
            created.getAsyncQueueIO().getWriter().setMaxPendingBytesPerConnection(AsyncQueueWriter.UNLIMITED_SIZE);
            created.start();
            transport = created;
        }
        return transport;
    }
}
