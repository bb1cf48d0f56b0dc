package dev.mooring.testkit;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * One connection through the proxy: the socket of the client, that to the server, and a {@link Flow} each way. Belongs
 * to the loop's thread.
 */
final class Link {
    private static final Logger LOG = System.getLogger(Link.class.getName());

    private final EventLoop loop;
    private final int number;
    private final Supplier<InetSocketAddress> upstream;
    private final Runnable onEnd;
    private final Peer client;
    private final Peer server;
    private final Flow toServer;
    private final Flow toClient;
    private boolean silent;
    private boolean serverUnwanted;
    private boolean ended;

    Link(
            EventLoop loop,
            int number,
            SocketChannel accepted,
            Supplier<InetSocketAddress> upstream,
            Traffic traffic,
            Tap tap,
            Runnable onEnd)
            throws IOException {
        this.loop = loop;
        this.number = number;
        this.upstream = upstream;
        this.onEnd = onEnd;
        client = new Peer(loop, accepted, this::pump);
        server = new Peer(loop, SocketChannel.open(), this::pump);
        toServer = new Flow(
                loop,
                this,
                Direction.TO_SERVER,
                client,
                server,
                traffic.fromClient,
                traffic.toServer,
                bytes -> show(tap, Direction.TO_SERVER, bytes));
        toClient = new Flow(
                loop,
                this,
                Direction.TO_CLIENT,
                server,
                client,
                traffic.fromServer,
                traffic.toClient,
                bytes -> show(tap, Direction.TO_CLIENT, bytes));
    }

    /** A tap is a test's code, and may fail as assertions do: that must not end the thread of all connections. */
    private void show(Tap tap, Direction direction, ByteBuffer bytes) {
        try {
            tap.delivered(number, direction, bytes);
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, () -> "the tap failed on connection " + number + ", which is reset", e);
            reset();
        }
    }

    /** Applies the fault; {@link #pump} must follow. */
    void apply(Fault fault) {
        if (ended) {
            return;
        }
        if (fault instanceof Fault.Reset) {
            reset();
        } else if (fault instanceof Fault.Cut) {
            cut();
        } else if (fault instanceof Fault.Heal) {
            silent = false;
            toServer.heal();
            toClient.heal();
        } else if (fault instanceof Fault.Silence) {
            silent = true;
            apply(new Fault.StopReading(Direction.BOTH));
        } else if (fault instanceof Fault.After after) {
            after(after);
        } else {
            toServer.apply(fault);
            toClient.apply(fault);
        }
    }

    private void after(Fault.After after) {
        if (after.bytes() == 0) {
            apply(after.then());
            return;
        }
        AtomicBoolean fired = new AtomicBoolean();
        if (after.direction().includes(Direction.TO_SERVER)) {
            toServer.after(after.bytes(), after.then(), fired);
        }
        if (after.direction().includes(Direction.TO_CLIENT)) {
            toClient.after(after.bytes(), after.then(), fired);
        }
    }

    /** Goes as far as sockets and faults allow. Called after every event, whatever it was. */
    void pump() {
        if (ended) {
            return;
        }
        if (!server.isConnected() && !connected()) {
            return;
        }
        toServer.pump();
        toClient.pump();
        if (!ended && toServer.isFinished() && toClient.isFinished()) {
            close();
        }
        if (!ended) {
            client.want(toServer.wantsRead(), toClient.wantsWrite());
            server.want(toClient.wantsRead(), toServer.wantsWrite());
        }
    }

    /** Connects the server as far as possible; true once it is connected, or never will be. */
    private boolean connected() {
        if (serverUnwanted) {
            return true;
        }
        if (silent) {
            server.want(false, false);
            return false;
        }
        try {
            if (!server.isConnecting()) {
                server.connect(upstream.get());
            }
            if (server.finishConnect()) {
                return true;
            }
            server.wantConnect();
        } catch (IOException | RuntimeException | Error e) {
            LOG.log(Level.DEBUG, () -> "connection " + number + " does not reach the server", e);
            reset();
        }
        return false;
    }

    private void cut() {
        toServer.end();
        toClient.end();
        client.shutdownOutput();
        if (server.isConnected()) {
            server.shutdownOutput();
        } else {
            serverUnwanted = true;
            server.close();
            toClient.sourceNeverCame();
        }
    }

    /** The sink of this flow is gone, which the flow back may have to tell to its own sink. */
    void sinkFailed(Flow flow) {
        (flow == toServer ? toClient : toServer).sourceIsBroken();
        loop.after(0, this::pump);
    }

    void reset() {
        client.reset();
        server.reset();
        end();
    }

    void close() {
        client.close();
        server.close();
        end();
    }

    boolean hasEnded() {
        return ended;
    }

    private void end() {
        if (!ended) {
            ended = true;
            toServer.end();
            toClient.end();
            onEnd.run();
        }
    }
}
