package dev.mooring.tyrus.grizzly;

import dev.mooring.tyrus.core.Ports;
import dev.mooring.tyrus.core.TyrusLink;
import dev.mooring.tyrus.transport.ConnectRequest;
import dev.mooring.websocket.Failure;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.glassfish.grizzly.CompletionHandler;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.EmptyCompletionHandler;
import org.glassfish.grizzly.GrizzlyFuture;
import org.glassfish.grizzly.filterchain.FilterChain;
import org.glassfish.grizzly.filterchain.FilterChainBuilder;
import org.glassfish.grizzly.filterchain.TransportFilter;
import org.glassfish.grizzly.nio.transport.TCPNIOConnectorHandler;
import org.glassfish.grizzly.nio.transport.TCPNIOTransport;
import org.jspecify.annotations.Nullable;

/** Connects to the addresses of a host, one after the other, without a thread that waits. */
@SuppressWarnings("rawtypes") // Grizzly hands out connections without a type of address
final class Connector {

    private final TCPNIOTransport transport;
    private final ConnectRequest request;
    private final TyrusLink link;
    private final Queue<InetSocketAddress> addresses;
    private final Supplier<UpgradeFilter> upgrades;

    Connector(
            TCPNIOTransport transport,
            ConnectRequest request,
            TyrusLink link,
            Queue<InetSocketAddress> addresses,
            Supplier<UpgradeFilter> upgrades) {
        this.transport = transport;
        this.request = request;
        this.link = link;
        this.addresses = addresses;
        this.upgrades = upgrades;
    }

    void connectNext(@Nullable Throwable lastFailure) {
        InetSocketAddress address = addresses.poll();
        if (address == null) {
            String detail = lastFailure == null ? "no address" : lastFailure.getMessage();
            link.fail(Failure.of(Failure.Kind.REFUSED, "could not connect: " + detail, lastFailure));
            return;
        }
        AtomicBoolean aborted = new AtomicBoolean();
        GrizzlyFuture<Connection> pending = TCPNIOConnectorHandler.builder(transport)
                .processor(chain())
                .build()
                .connect(address);
        link.connectedBy(() -> {
            aborted.set(true);
            if (!pending.cancel(true)) {
                close(pending);
            }
            Traces.clear();
        });
        pending.addCompletionHandler(new Outcome(aborted));
    }

    private FilterChain chain() {
        FilterChainBuilder chain = FilterChainBuilder.stateless().add(new TransportFilter());
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

    private static void close(GrizzlyFuture<Connection> pending) {
        try {
            if (pending.isDone() && !pending.isCancelled()) {
                pending.get().terminateSilently();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            System.getLogger(Connector.class.getName())
                    .log(System.Logger.Level.TRACE, "nothing to abort: the connection had failed", e);
        }
    }

    private final class Outcome extends EmptyCompletionHandler<Connection> implements CompletionHandler<Connection> {
        private final AtomicBoolean aborted;

        Outcome(AtomicBoolean aborted) {
            this.aborted = aborted;
        }

        @Override
        public void completed(Connection connection) {
            if (aborted.get()) {
                connection.terminateSilently();
            }
        }

        @Override
        public void failed(Throwable failure) {
            if (!aborted.get()) {
                connectNext(failure instanceof IOException ? failure : new IOException(failure));
            }
        }
    }
}
