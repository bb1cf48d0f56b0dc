package dev.mooring.tyrus.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.DefaultChannelPromise;
import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of connections that cannot even begin, for there is no descriptor left. */
class RaceTest {

    private static final InetSocketAddress FIRST = new InetSocketAddress("127.0.0.1", 1);
    private static final InetSocketAddress SECOND = new InetSocketAddress("127.0.0.1", 2);

    private final EventLoop loop = new DefaultEventLoop();
    private final BlockingQueue<Object> heard = new LinkedBlockingQueue<>();

    private final Race.Outcome outcome = new Race.Outcome() {
        @Override
        public void won(Channel winner) {
            heard.add(loop.inEventLoop() ? winner : "won elsewhere");
        }

        @Override
        public void lost(@Nullable Throwable lastFailure) {
            heard.add(loop.inEventLoop() ? String.valueOf(lastFailure) : "lost elsewhere");
        }
    };

    @AfterEach
    void stop() {
        loop.shutdownGracefully(0, 0, TimeUnit.SECONDS);
    }

    private ChannelFuture fail(InetSocketAddress address) {
        return new Bootstrap()
                .group(loop)
                .channelFactory(() -> {
                    throw new ChannelException("no descriptor for " + address.getPort());
                })
                .handler(new ChannelInboundHandlerAdapter())
                .connect(address);
    }

    private Race race(Function<InetSocketAddress, ChannelFuture> dial) {
        return new Race(loop, dial, new ArrayDeque<>(List.of(FIRST, SECOND)), outcome);
    }

    private void onLoop(Runnable task) throws Exception {
        loop.submit(task).get(Recorder.PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** A task behind whatever the race may have left on the loop. */
    private void awaitWhatItHasScheduled() throws Exception {
        loop.schedule(() -> {}, 2 * Race.STAGGER_MILLIS, TimeUnit.MILLISECONDS)
                .get(Recorder.PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Test
    void theyLoseTheRaceOnce() throws Exception {
        Race race = race(this::fail);
        onLoop(race::start);
        assertThat(heard.poll(Recorder.PATIENCE_SECONDS, TimeUnit.SECONDS))
                .asString()
                .contains("no descriptor for 2");
        onLoop(race::stop);
        awaitWhatItHasScheduled();
        assertThat(heard).isEmpty();
    }

    @Test
    void theyAreNoHindranceToTheNextOne() throws Exception {
        EmbeddedChannel second = new EmbeddedChannel();
        onLoop(
                race(address ->
                        address.equals(FIRST) ? fail(address) : new DefaultChannelPromise(second, loop).setSuccess())
                        ::start);
        assertThat(heard.poll(Recorder.PATIENCE_SECONDS, TimeUnit.SECONDS)).isSameAs(second);
        assertThat(second.isOpen()).isTrue();
    }

    @Test
    void theyDoNotKeepARaceFromBeingStopped() throws Exception {
        Race race = race(this::fail);
        onLoop(() -> {
            race.start();
            race.stop();
        });
        awaitWhatItHasScheduled();
        assertThat(heard).isEmpty();
    }
}
