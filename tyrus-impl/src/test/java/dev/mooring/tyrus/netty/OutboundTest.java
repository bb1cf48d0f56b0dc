package dev.mooring.tyrus.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.tyrus.core.Conversation;
import dev.mooring.tyrus.core.QuickAcks;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.socket.nio.NioSocketChannel;
import jakarta.websocket.SendResult;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
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

    private static void write(Channel channel, Outbound outbound, int firstByte) throws Exception {
        CompletableFuture<SendResult> written = new CompletableFuture<>();
        outbound.offer(Outgoing.bytes(ByteBuffer.wrap(new byte[] {(byte) firstByte, 0}), written::complete));
        assertThat(written.get(10, TimeUnit.SECONDS).isOK()).isTrue();
        channel.eventLoop().submit(() -> {}).sync(); // the round is over that has written it
    }
}
