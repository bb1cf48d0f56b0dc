package dev.mooring.tyrus.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.tyrus.core.Conversation;
import dev.mooring.tyrus.core.QuickAcks;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.buffer.UnpooledDirectByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.socket.nio.NioSocketChannel;
import jakarta.websocket.SendResult;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class OutboundTest {

    @Test
    @EnabledOnOs(OS.LINUX)
    void whoWritesButControlFramesIsInNoConversation() throws Exception {
        EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        try (Conversation talk = new Conversation()) {
            Channel channel = new Bootstrap()
                    .group(loops)
                    .channel(NioSocketChannel.class)
                    .handler(new ChannelInboundHandlerAdapter())
                    .connect(talk.address())
                    .sync()
                    .channel();
            ChannelOption<Boolean> option = NioChannelOption.of(QuickAcks.OPTION);
            Outbound outbound = new Outbound(channel, new Completions(Runnable::run), false);
            talk.begin(
                    () -> write(channel, outbound, 0x81), () -> channel.config().getOption(option));
            talk.ask();
            write(channel, outbound, 0x8A);
            assertThat(channel.config().getOption(option)).isTrue();
        } finally {
            loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        }
    }

    @Test
    void aBufferThatThereIsNoMemoryForCostsTheConnectionAndReachesNoSender() {
        Embedded embedded = new Embedded((initial, max) -> {
            throw new AssertionError("thrown by a test");
        });
        embedded.send("a");
        embedded.send("b");
        embedded.assertEnds();
        assertThat(embedded.told).containsExactly("a failed", "b failed", "late failed");
    }

    @Test
    void whatWentIntoABufferThatDoesNotGoIsToldTooInOrder() {
        Embedded embedded = new Embedded(
                (initial, max) -> new UnpooledDirectByteBuf(UnpooledByteBufAllocator.DEFAULT, initial, max) {
                    @Override
                    public ByteBuffer internalNioBuffer(int index, int length) {
                        return super.internalNioBuffer(index, 10); // enough for the first frame alone
                    }
                });
        embedded.outbound.cork();
        embedded.send("a");
        embedded.send("b".repeat(20));
        embedded.send("c");
        embedded.outbound.uncork();
        embedded.assertEnds();
        assertThat(embedded.told).containsExactly("a failed", "b".repeat(20) + " failed", "c failed", "late failed");
        assertThat(embedded.channel.<Object>readOutbound()).isNull();
    }

    @Test
    void whoCannotWakeTheLoopIsToldAndHoldsUpNoOther() {
        List<String> told = new ArrayList<>();
        EventLoop loop = proxy(EventLoop.class, method -> {
            if (method.equals("execute")) {
                throw new AssertionError("thrown by a test");
            }
            return false; // inEventLoop
        });
        Channel channel = proxy(Channel.class, method -> loop);
        Outbound outbound = new Outbound(channel, new Completions(Runnable::run), false);
        outbound.offer(frame("a", told));
        outbound.offer(frame("b", told));
        assertThat(told).containsExactly("a failed", "b failed");
    }

    private static <T> T proxy(Class<T> type, Function<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> answers.apply(method.getName())));
    }

    private static Outgoing frame(String text, List<String> told) {
        return Outgoing.frame(
                0x81,
                text.getBytes(StandardCharsets.UTF_8),
                result -> told.add(text + (result.isOK() ? " written" : " failed")));
    }

    /** A way out on this thread, with buffers of its own. */
    private static final class Embedded {
        final List<String> told = new ArrayList<>();
        final EmbeddedChannel channel = new EmbeddedChannel();
        final Outbound outbound = new Outbound(channel, new Completions(Runnable::run), false);

        Embedded(BiFunction<Integer, Integer, ByteBuf> buffers) {
            channel.config().setAllocator(new PooledByteBufAllocator() {
                @Override
                protected ByteBuf newDirectBuffer(int initial, int max) {
                    return buffers.apply(initial, max);
                }
            });
        }

        void send(String text) {
            outbound.offer(frame(text, told));
        }

        void assertEnds() {
            assertThat(channel.isOpen()).isFalse();
            assertThat(told).as("in its turn, when the channel is gone").isEmpty();
            send("late"); // before it is known
            outbound.dead();
        }
    }

    private static void write(Channel channel, Outbound outbound, int firstByte) throws Exception {
        CompletableFuture<SendResult> written = new CompletableFuture<>();
        outbound.offer(Outgoing.bytes(ByteBuffer.wrap(new byte[] {(byte) firstByte, 0}), written::complete));
        assertThat(written.get(10, TimeUnit.SECONDS).isOK()).isTrue();
        channel.eventLoop().submit(() -> {}).sync(); // the round is over that has written it
    }
}
