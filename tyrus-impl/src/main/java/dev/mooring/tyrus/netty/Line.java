package dev.mooring.tyrus.netty;

import dev.mooring.tyrus.core.Names;
import dev.mooring.tyrus.core.Ports;
import dev.mooring.tyrus.core.TyrusLink;
import dev.mooring.tyrus.transport.ConnectRequest;
import dev.mooring.websocket.Failure;
import dev.mooring.websocket.Proxy;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.glassfish.tyrus.spi.UpgradeRequest;
import org.jspecify.annotations.Nullable;

/** One attempt, and the connection it becomes. All of it happens on one event loop, so that nothing here needs a lock. */
final class Line implements TyrusLink.Socket {

    private static final Runnable NOTHING = () -> {};
    private static final int MAX_STATUS_LINE = 4 << 10;
    private static final int MAX_HEADERS = 12 << 10; // with the status line, 16 KiB

    final UpperLayer upper;
    final Delivery delivery;
    private final Tls tls;
    private final EventLoop loop;
    private final Completions completions;

    // by the event loop alone
    private @Nullable Future<?> deadline;
    private @Nullable CompletableFuture<?> lookup;
    private @Nullable Race race;
    private @Nullable Channel channel;
    private boolean aborted;
    private Runnable over = NOTHING;

    private volatile @Nullable Outbound outbound; // there before the upgrade

    Line(UpperLayer upper, Delivery delivery, Handover handover, Tls tls) {
        this.loop = handover.loop();
        this.upper = upper;
        this.delivery = delivery;
        this.tls = tls;
        this.completions = new Completions(handover);
    }

    /**
     * Resolves, connects, and sends the upgrade request. Nothing of the request is kept: headers weigh, and are secret.
     * {@code whenOver} runs once, when its channel is closed, or there will be none.
     */
    void open(ConnectRequest request, Names names, UpgradeRequest upgrade, Runnable whenOver) {
        onLoop(() -> {
            over = whenOver;
            try {
                resolve(request, names, upgrade);
            } catch (RuntimeException e) {
                upper.failed(notPrepared(e));
            }
        });
    }

    private void resolve(ConnectRequest request, Names names, UpgradeRequest upgrade) {
        if (aborted) {
            isOver();
            return;
        }
        deadline = loop.schedule(
                () -> tooLate(request.timeout()), request.timeout().toNanos(), TimeUnit.NANOSECONDS);
        Proxy proxy = request.proxy();
        String host = proxy == null ? request.uri().getHost() : proxy.host();
        int port = proxy == null ? Ports.of(request.uri()) : proxy.port();
        CompletableFuture<List<InetAddress>> found = names.resolve(host);
        lookup = found;
        found.whenComplete((addresses, failure) -> {
            if (failure == null && loop.inEventLoop()) {
                connect(request, addresses, port, upgrade); // an address: there was nothing to wait for
            } else if (failure == null) {
                onLoop(() -> connect(request, addresses, port, upgrade));
            } else if (!found.isCancelled()) {
                upper.failed(Failure.of(Failure.Kind.DNS, "the name " + host + " does not resolve", failure));
            }
        });
    }

    /** From now on only the engine's own time limit counts: the answer is there. */
    void answered() {
        cancelDeadline();
    }

    private void cancelDeadline() {
        Future<?> timer = deadline;
        if (timer != null) {
            timer.cancel(false);
            deadline = null;
        }
    }

    @Nullable Outbound outbound() {
        return outbound;
    }

    void onLoop(Runnable task) {
        try {
            loop.execute(task);
        } catch (RejectedExecutionException e) {
            upper.failed(Failure.of(Failure.Kind.HANDSHAKE_BROKEN, "the container is closed", e));
        }
    }

    @Override
    public void abort() {
        onLoopIfAny(() -> {
            Outbound out = outbound;
            if (out != null && out.isLingering()) {
                delivery.pressure().release();
            } else {
                abortNow();
            }
        });
    }

    /** Ends it, whatever the peer may still have to read. */
    void end() {
        onLoopIfAny(this::abortNow);
    }

    /** Ends it likewise in a while, unless it has ended by then. */
    void endLater(Duration when) {
        onLoopIfAny(() -> {
            Channel open = channel;
            if (open != null && open.isOpen() && deadline == null) {
                deadline = loop.schedule(this::abortNow, when.toNanos(), TimeUnit.NANOSECONDS);
            }
        });
    }

    private void onLoopIfAny(Runnable task) {
        try {
            loop.execute(task);
        } catch (RejectedExecutionException e) {
            System.getLogger(Line.class.getName())
                    .log(System.Logger.Level.TRACE, "nothing to abort: the transport is closed", e);
        }
    }

    private void abortNow() {
        aborted = true;
        cancelDeadline();
        if (lookup != null) {
            lookup.cancel(false);
        }
        if (race != null) {
            race.stop();
        }
        Channel open = channel;
        if (open == null) {
            isOver();
        } else {
            // Past the handlers: TLS would first try to say goodbye to a peer that may not listen.
            ChannelHandlerContext first = open.pipeline().firstContext();
            if (first == null) {
                open.close();
            } else {
                first.close();
            }
        }
    }

    private void isOver() {
        cancelDeadline();
        Runnable task = over;
        over = NOTHING;
        task.run();
    }

    private void tooLate(Duration limit) {
        upper.failed(Failure.of(Failure.Kind.TIMEOUT, "no connection within " + limit, null));
    }

    private void connect(ConnectRequest request, List<InetAddress> addresses, int port, UpgradeRequest upgrade) {
        lookup = null;
        if (aborted) {
            return;
        }
        try {
            race(request, addresses, port, upgrade).start();
        } catch (RuntimeException e) { // a port that is none, for instance
            upper.failed(notPrepared(e));
        }
    }

    private Race race(ConnectRequest request, List<InetAddress> addresses, int port, UpgradeRequest upgrade) {
        ArrayDeque<InetSocketAddress> targets = new ArrayDeque<>();
        addresses.forEach(address -> targets.add(new InetSocketAddress(address, port)));
        Race begun = new Race(loop, new Dialer(loop, request)::connect, targets, new Race.Outcome() {
            @Override
            public void won(Channel winner) {
                race = null;
                upgrade(request, winner, upgrade);
            }

            @Override
            public void lost(@Nullable Throwable failure) {
                race = null;
                String detail = failure == null ? "no address" : failure.getMessage();
                upper.failed(Failure.of(Failure.Kind.REFUSED, "could not connect: " + detail, failure));
            }
        });
        race = begun;
        return begun;
    }

    private static Failure notPrepared(RuntimeException e) {
        return Failure.of(Failure.Kind.HANDSHAKE_BROKEN, "the connection could not be prepared: " + e.getMessage(), e);
    }

    private void upgrade(ConnectRequest request, Channel winner, UpgradeRequest upgrade) {
        channel = winner;
        winner.closeFuture().addListener(closed -> isOver());
        try {
            build(request, winner, upgrade);
        } catch (RuntimeException e) { // an SSLContext that was never initialized, for instance
            upper.failed(notPrepared(e));
        }
    }

    private void build(ConnectRequest request, Channel winner, UpgradeRequest upgrade) {
        boolean secure = Ports.isSecure(request.uri());
        outbound = new Outbound(winner, completions, secure);
        if (secure) {
            winner.pipeline().addLast(tls.handler(request, upper::failed, winner.alloc()));
        }
        HttpDecoderConfig bounds =
                new HttpDecoderConfig().setMaxInitialLineLength(MAX_STATUS_LINE).setMaxHeaderSize(MAX_HEADERS);
        winner.pipeline()
                .addLast(new HttpRequestEncoder())
                .addLast(new HttpResponseDecoder(bounds))
                .addLast(new UpgradeHandler(this, request, upgrade));
    }
}
