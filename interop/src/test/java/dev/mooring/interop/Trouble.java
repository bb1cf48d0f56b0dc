package dev.mooring.interop;

import dev.mooring.testkit.Direction;
import dev.mooring.testkit.FaultProxy;
import dev.mooring.websocket.ResilientSession;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** Everything that can go wrong between two living processes; each kind is made by a proxy between them. */
enum Trouble {
    RESET,
    CUT_WITHIN_A_FRAME,
    BLACK_HOLE,
    HALF_OPEN_TO_SERVER,
    HALF_OPEN_TO_CLIENT,
    STOPPED_PEER,
    TAKEOVER_OF_A_LIVE_CONNECTION,
    RECONNECT_DURING_A_SERVER_HANDLER,
    RECONNECT_DURING_A_CLIENT_HANDLER,
    LOST_UPGRADE_RESPONSE,
    ABORTED_HANDSHAKE,
    LOST_ACKNOWLEDGEMENTS;

    void make(FaultProxy proxy, ResilientSession session, Traffic traffic, Random random) {
        switch (this) {
            case RESET -> proxy.onLive().reset();
            case CUT_WITHIN_A_FRAME ->
                proxy.onLive()
                        .cutAfter(
                                1 + random.nextInt(5000),
                                random.nextBoolean() ? Direction.TO_SERVER : Direction.TO_CLIENT);
            case BLACK_HOLE -> proxy.onLive().blackHole();
            case HALF_OPEN_TO_SERVER -> proxy.onLive().blackHole(Direction.TO_SERVER);
            case HALF_OPEN_TO_CLIENT -> proxy.onLive().blackHole(Direction.TO_CLIENT);
            case STOPPED_PEER -> proxy.onLive().stopReading(Direction.BOTH);
            case TAKEOVER_OF_A_LIVE_CONNECTION -> {
                proxy.onLive().silence();
                session.reconnect();
            }
            case RECONNECT_DURING_A_SERVER_HANDLER -> {
                traffic.beforeHandling = once(traffic, true, random.nextInt(200));
                proxy.onLive()
                        .after(random.nextInt(20_000), Direction.TO_SERVER)
                        .reset();
            }
            case RECONNECT_DURING_A_CLIENT_HANDLER -> {
                traffic.beforeClientHandling = once(traffic, false, random.nextInt(200));
                proxy.onLive()
                        .after(random.nextInt(20_000), Direction.TO_CLIENT)
                        .reset();
            }
            case LOST_UPGRADE_RESPONSE -> {
                proxy.onConnection(proxy.accepted() + 1).blackHole(Direction.TO_CLIENT);
                proxy.onLive().reset();
            }
            case ABORTED_HANDSHAKE -> {
                proxy.onConnection(proxy.accepted() + 1)
                        .after(random.nextInt(300), random.nextBoolean() ? Direction.TO_SERVER : Direction.TO_CLIENT)
                        .reset();
                proxy.onLive().reset();
            }
            case LOST_ACKNOWLEDGEMENTS -> {
                proxy.onLive().blackHole(random.nextBoolean() ? Direction.TO_SERVER : Direction.TO_CLIENT);
                pause(random.nextInt(100));
                proxy.onLive().reset();
            }
        }
    }

    private static Runnable once(Traffic traffic, boolean server, int millis) {
        return () -> {
            if (server) {
                traffic.beforeHandling = () -> {};
            } else {
                traffic.beforeClientHandling = () -> {};
            }
            pause(millis);
        };
    }

    static void pause(int millis) {
        LockSupport.parkNanos(millis * 1_000_000L);
    }
}
