package dev.mooring.tyrus.netty;

import dev.mooring.tyrus.grizzly.GrizzlyTransport;
import dev.mooring.tyrus.transport.Transport;
import java.util.concurrent.Executor;

/** The transports that must behave alike. */
enum Carrier {
    GRIZZLY,
    GRIZZLY_THROUGH_TYRUS,
    NETTY,
    NETTY_THROUGH_TYRUS,
    NETTY_IN_PLACE;

    boolean isGrizzly() {
        return this == GRIZZLY || this == GRIZZLY_THROUGH_TYRUS;
    }

    Transport start(Executor executor) {
        return switch (this) {
            case GRIZZLY -> new GrizzlyTransport("contract", true);
            case GRIZZLY_THROUGH_TYRUS -> new GrizzlyTransport("contract", false);
            case NETTY -> new NettyTransport("contract", executor, true);
            case NETTY_THROUGH_TYRUS -> new NettyTransport("contract", executor, false);
            case NETTY_IN_PLACE -> new NettyTransport("contract", Runnable::run, true);
        };
    }
}
