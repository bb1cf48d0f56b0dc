package dev.mooring.tyrus.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
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

    private final Dialer dialer;
    private final Queue<InetSocketAddress> addresses;
    private final Outcome outcome;
    private final List<Channel> running = new ArrayList<>(1);
    private @Nullable Throwable lastFailure;
    private @Nullable Future<?> nextStart;
    private boolean over;

    Race(Dialer dialer, Queue<InetSocketAddress> addresses, Outcome outcome) {
        this.dialer = dialer;
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
        ChannelFuture pending = dialer.connect(address);
        Channel channel = pending.channel();
        running.add(channel);
        if (!addresses.isEmpty()) {
            nextStart = channel.eventLoop().schedule(this::start, STAGGER_MILLIS, TimeUnit.MILLISECONDS);
        }
        pending.addListener(future -> finished(channel, future.cause()));
    }

    void stop() {
        over = true;
        cancelNextStart();
        running.forEach(Channel::close);
        running.clear();
    }

    private void finished(Channel channel, @Nullable Throwable failure) {
        if (over) {
            channel.close();
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
