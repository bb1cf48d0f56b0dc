package dev.mooring.tyrus.grizzly;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutionException;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.EmptyCompletionHandler;
import org.glassfish.grizzly.GrizzlyFuture;
import org.glassfish.grizzly.filterchain.BaseFilter;
import org.glassfish.grizzly.filterchain.FilterChain;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.NextAction;
import org.glassfish.grizzly.nio.transport.TCPNIOConnectorHandler;
import org.glassfish.grizzly.nio.transport.TCPNIOTransport;
import org.jspecify.annotations.Nullable;

/** A connection to one of the addresses of a host: what is behind this filter hears nothing of it, unless it is the first. */
@SuppressWarnings("rawtypes") // Grizzly hands out connections without a type of address
final class Entrant extends BaseFilter {

    private volatile @Nullable Connector race; // not of a winner, which would keep what was requested
    private volatile @Nullable GrizzlyFuture<Connection> pending;
    private volatile boolean won;

    Entrant(Connector race) {
        this.race = race;
    }

    void connect(TCPNIOTransport transport, FilterChain chain, InetSocketAddress address) {
        GrizzlyFuture<Connection> begun;
        try {
            begun = TCPNIOConnectorHandler.builder(transport)
                    .processor(chain)
                    .build()
                    .connect(address);
        } catch (RuntimeException e) {
            failed(e);
            return;
        }
        pending = begun;
        begun.addCompletionHandler(new EmptyCompletionHandler<>() {
            @Override
            public void failed(Throwable failure) {
                Entrant.this.failed(failure);
            }
        });
        Connector present = race;
        if (present != null && present.isOverFor(this)) {
            stop(); // who ended the race may not have seen it
        }
    }

    /** Guarded by the race: from now on this is the one, and its end is told, even if the selector is not done with the connect. */
    void wins() {
        won = true;
    }

    boolean hasWon() {
        return won;
    }

    private void failed(Throwable failure) {
        Connector present = race;
        if (present != null) {
            present.lost(this, failure instanceof IOException ? failure : new IOException(failure));
        }
    }

    /** Ends a connection that has not won. */
    void stop() {
        GrizzlyFuture<Connection> begun = pending;
        if (begun != null && !begun.cancel(true)) {
            terminate(begun);
        }
    }

    private static void terminate(GrizzlyFuture<Connection> done) {
        try {
            if (done.isDone() && !done.isCancelled()) {
                done.get().terminateSilently();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            System.getLogger(Entrant.class.getName())
                    .log(System.Logger.Level.TRACE, "nothing to end: the connection had failed", e);
        }
    }

    @Override
    public NextAction handleConnect(FilterChainContext ctx) {
        Connector present = race;
        if (present != null && present.wins(this, ctx.getConnection())) {
            race = null;
            return ctx.getInvokeAction();
        }
        ctx.getConnection().terminateSilently();
        return ctx.getStopAction();
    }

    @Override
    public NextAction handleClose(FilterChainContext ctx) {
        return won ? ctx.getInvokeAction() : ctx.getStopAction();
    }
}
