package dev.mooring.tyrus.netty;

import dev.mooring.tyrus.core.ShortWayConnection;
import dev.mooring.tyrus.core.TyrusLink;
import dev.mooring.tyrus.core.TyrusLinks;
import dev.mooring.tyrus.transport.ConnectRequest;
import dev.mooring.tyrus.transport.ConnectionListener;
import dev.mooring.tyrus.transport.Transport;
import dev.mooring.websocket.Failure;
import jakarta.websocket.DeploymentException;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import org.glassfish.tyrus.spi.UpgradeRequest;

/** Opens the connections of sessions on Netty; no thread waits while they open. They share its {@link Loops}. */
public final class NettyTransport implements Transport {

    private final Executor executor;
    private final boolean shortWay;
    private final TyrusLinks links = new TyrusLinks();
    private final Loops loops;
    private final BooleanSupplier flowing;

    /** A transport whose threads bear this name, and that calls listeners on this executor. */
    public NettyTransport(String name, Executor executor, BooleanSupplier flowing) {
        this(name, executor, flowing, ShortWayConnection.isAskedFor());
    }

    NettyTransport(String name, Executor executor, boolean shortWay) {
        this(name, executor, () -> true, shortWay);
    }

    private NettyTransport(String name, Executor executor, BooleanSupplier flowing, boolean shortWay) {
        this.executor = executor;
        this.shortWay = shortWay;
        this.loops = new Loops(name, executor);
        this.flowing = flowing;
    }

    @Override
    public Opening open(ConnectRequest request, ConnectionListener listener) {
        Handover handover;
        try {
            handover = loops.next();
        } catch (IOException e) {
            new Delivery(listener, executor).failed(notPrepared(e));
            return () -> {};
        }
        Delivery delivery = new Delivery(listener, handover);
        try {
            loops.tls().prepare(request);
            TyrusLink link = links.prepare(request, delivery);
            UpgradeRequest upgrade = link.upgradeRequest(); // here, for the application's configurator has a say in it
            Line line = new Line(new SessionLayer(link, shortWay), delivery, handover, loops.tls());
            link.connectedBy(line);
            loops.open(line, request, upgrade, () -> {});
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
        loops.close();
    }
}
