package dev.mooring.tyrus.netty;

import dev.mooring.tyrus.core.TyrusLink;
import dev.mooring.websocket.Failure;
import jakarta.websocket.CloseReason;
import java.util.function.IntSupplier;
import org.glassfish.tyrus.spi.ReadHandler;
import org.glassfish.tyrus.spi.UpgradeResponse;
import org.jspecify.annotations.Nullable;

/** A connection of Mooring's own sessions, by way of its link to Tyrus. */
record SessionLayer(TyrusLink link, boolean shortWay) implements UpperLayer {

    @Override
    public @Nullable ReadHandler upgraded(UpgradeResponse response, Outbound outbound) {
        return link.upgrade(
                response, new NettyWriter(outbound), session -> new NettyConnection(session, link, outbound, shortWay));
    }

    @Override
    public void failed(Failure failure) {
        link.fail(failure);
    }

    @Override
    public void socketClosed() {
        link.socketClosed();
    }

    @Override
    public void breakOff(CloseReason reason) {
        link.breakOff(reason);
    }

    @Override
    public boolean isEnding() {
        return link.isEnding();
    }

    @Override
    public boolean shortWay() {
        return shortWay && !link.hasExtensions();
    }

    @Override
    public IntSupplier longestFrame(IntSupplier limit) {
        return link.longestFrame(limit);
    }
}
