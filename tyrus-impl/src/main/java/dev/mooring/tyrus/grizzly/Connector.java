package dev.mooring.tyrus.grizzly;

import dev.mooring.tyrus.core.Ports;
import dev.mooring.tyrus.core.TyrusLink;
import dev.mooring.tyrus.transport.ConnectRequest;
import dev.mooring.websocket.Failure;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.filterchain.FilterChain;
import org.glassfish.grizzly.filterchain.FilterChainBuilder;
import org.glassfish.grizzly.filterchain.TransportFilter;
import org.glassfish.grizzly.nio.transport.TCPNIOTransport;
import org.jspecify.annotations.Nullable;

/**
 * Connects to the addresses of a host, without a thread that waits: to the next one when the one before has failed, or has not
 * answered for a little while (RFC 8305). The first connection wins, the others are closed. Thread-safe.
 */
final class Connector {

    static final long STAGGER_MILLIS = 250;

    private final TCPNIOTransport transport;
    private final ConnectRequest request;
    private final TyrusLink link;
    private final Supplier<UpgradeFilter> upgrades;
    private final Lingering timer;

    // guarded by this
    private final Queue<InetSocketAddress> addresses;
    private final List<Entrant> running = new ArrayList<>(1);
    private @Nullable Throwable lastFailure;
    private @Nullable Future<?> nextStart;
    private boolean over;

    Connector(
            TCPNIOTransport transport,
            ConnectRequest request,
            TyrusLink link,
            Queue<InetSocketAddress> addresses,
            Supplier<UpgradeFilter> upgrades,
            Lingering timer) {
        this.transport = transport;
        this.request = request;
        this.link = link;
        this.addresses = addresses;
        this.upgrades = upgrades;
        this.timer = timer;
    }

    void start() {
        link.connectedBy(this::stop);
        connectNext();
        Traces.clear();
    }

    private void connectNext() {
        Entrant entrant = new Entrant(this);
        InetSocketAddress address;
        Throwable failure;
        synchronized (this) {
            cancelNextStart();
            if (over) {
                return;
            }
            address = addresses.poll();
            if (address == null && !running.isEmpty()) {
                return;
            }
            failure = lastFailure;
            over = address == null;
            if (!over) {
                running.add(entrant);
            }
            if (!addresses.isEmpty()) {
                nextStart = timer.later(STAGGER_MILLIS, this::connectNextElsewhere);
            }
        }
        if (address == null) {
            String detail = failure == null ? "no address" : failure.getMessage();
            link.fail(Failure.of(Failure.Kind.REFUSED, "could not connect: " + detail, failure));
        } else {
            entrant.connect(transport, chain(entrant), address);
        }
    }

    /** Not on the timer's thread: what connects at once goes on to the upgrade, in which the application has a say. */
    private void connectNextElsewhere() {
        transport.getWorkerThreadPool().execute(this::connectNext);
    }

    /** Whether this one is the first that is connected. */
    boolean wins(Entrant entrant, Connection<?> connection) {
        List<Entrant> others;
        synchronized (this) {
            if (over) {
                return false;
            }
            running.remove(entrant);
            entrant.wins();
            others = finish();
        }
        link.connectedBy(() -> {
            connection.terminateSilently();
            Traces.clear();
        });
        others.forEach(Entrant::stop);
        return true;
    }

    /** This one could not connect. */
    void lost(Entrant entrant, Throwable failure) {
        synchronized (this) {
            running.remove(entrant);
            lastFailure = failure;
        }
        connectNext();
    }

    private void stop() {
        List<Entrant> all;
        synchronized (this) {
            all = finish();
        }
        all.forEach(Entrant::stop);
        Traces.clear();
    }

    /** Whether this one has no place in the race any more. */
    synchronized boolean isOverFor(Entrant entrant) {
        return over && !entrant.hasWon();
    }

    /** Guarded by this: who has not lost yet. */
    private List<Entrant> finish() {
        over = true;
        cancelNextStart();
        List<Entrant> left = List.copyOf(running);
        running.clear();
        return left;
    }

    private void cancelNextStart() {
        if (nextStart != null) {
            nextStart.cancel(false);
            nextStart = null;
        }
    }

    private FilterChain chain(Entrant entrant) {
        FilterChainBuilder chain =
                FilterChainBuilder.stateless().add(new TransportFilter()).add(entrant);
        TlsFilter tls = Ports.isSecure(request.uri()) ? new TlsFilter(request, link) : null;
        if (tls != null && request.proxy() == null) {
            chain.add(tls);
        }
        ResettableHttpFilter http = new ResettableHttpFilter();
        chain.add(http);
        UpgradeFilter upgrade = upgrades.get();
        if (request.proxy() != null) {
            chain.add(new TunnelFilter(request, link, http, tls, upgrade));
        }
        return chain.add(upgrade).build();
    }
}
