package dev.mooring.tyrus.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tries the addresses of a host in turn: the next one when the one before has failed, or has not answered for a little while
 * (RFC 8305). The first connection wins, the others are closed. On the event loop alone.
 */
final class Race {

    static final long STAGGER_MILLIS = 250;

    /** Called once, unless the race is stopped. */
    interface Outcome {
        void won(Channel winner);

        void lost(@Nullable Throwable lastFailure);
    }

    private final EventExecutor loop;
    private final Function<InetSocketAddress, ChannelFuture> dial;
    private final Queue<InetSocketAddress> addresses;
    private final Outcome outcome;
    private final List<Channel> running = new ArrayList<>(1);
    private @Nullable Throwable lastFailure;
    private @Nullable Future<?> nextStart;
    private boolean over;

    /** A race on this loop, of connections that {@code dial} begins. */
    Race(
            EventExecutor loop,
            Function<InetSocketAddress, ChannelFuture> dial,
            Queue<InetSocketAddress> addresses,
            Outcome outcome) {
        this.loop = loop;
        this.dial = dial;
        this.addresses = addresses;
        this.outcome = outcome;
    }

    void start() {
        InetSocketAddress address = addresses.poll();
        if (address == null) {
            if (running.isEmpty()) {
                over = true;
                outcome.lost(lastFailure);
            }
            return;
        }
        ChannelFuture pending = dial.apply(address);
        Channel channel = pending.channel();
        if (pending.cause() == null) { // a channel that could not be made cannot be closed either
            running.add(channel);
        }
        if (!addresses.isEmpty()) {
            nextStart = loop.schedule(this::start, STAGGER_MILLIS, TimeUnit.MILLISECONDS);
        }
        pending.addListener(future -> onLoop(() -> finished(channel, future.cause())));
    }

    void stop() {
        over = true;
        cancelNextStart();
        running.forEach(Channel::close);
        running.clear();
    }

    /** Of a channel that could not be made, Netty tells on a thread of its own. */
    private void onLoop(Runnable task) {
        if (loop.inEventLoop()) {
            task.run();
        } else {
            loop.execute(task);
        }
    }

    private void finished(Channel channel, @Nullable Throwable failure) {
        if (over) {
            if (failure == null) {
                channel.close();
            }
            return;
        }
        running.remove(channel);
        cancelNextStart();
        if (failure == null) {
            stop();
            outcome.won(channel);
        } else {
            lastFailure = failure;
            start();
        }
    }

    private void cancelNextStart() {
        Future<?> timer = nextStart;
        if (timer != null) {
            timer.cancel(false);
            nextStart = null;
        }
    }
}
