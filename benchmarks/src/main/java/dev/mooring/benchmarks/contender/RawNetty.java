package dev.mooring.benchmarks.contender;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.flush.FlushConsolidationHandler;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.CompletableFuture;

/** Netty's own pipeline of WebSocket frames, flushes consolidated. Handlers run on the event loop. */
final class RawNetty implements Contender {

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(NioIoHandler.newFactory());

    @Override
    public Client connect(URI uri, Events events) throws Exception {
        Receiver receiver = new Receiver(events);
        WebSocketClientProtocolConfig config =
                WebSocketClientProtocolConfig.newBuilder().webSocketUri(uri).build();
        Channel channel = new Bootstrap()
                .group(loops)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel opened) {
                        opened.pipeline()
                                .addLast(new FlushConsolidationHandler(256, true))
                                .addLast(new HttpClientCodec(), new HttpObjectAggregator(8192))
                                .addLast(new WebSocketClientProtocolHandler(config), receiver);
                    }
                })
                .connect(uri.getHost(), uri.getPort())
                .sync()
                .channel();
        receiver.ready.get();
        return new Sender(channel, events);
    }

    @Override
    public void close() {
        loops.shutdownGracefully();
    }

    private record Sender(Channel channel, Events events) implements Client {
        @Override
        public void send(String text) {
            channel.writeAndFlush(new TextWebSocketFrame(text)).addListener(done -> {
                if (done.isSuccess()) {
                    events.sent();
                } else {
                    events.failed(done.cause());
                }
            });
        }

        @Override
        public void sendAndWait(String text) throws IOException {
            if (!channel.writeAndFlush(new TextWebSocketFrame(text))
                    .awaitUninterruptibly()
                    .isSuccess()) {
                throw new IOException("not written");
            }
        }
    }

    private static final class Receiver extends SimpleChannelInboundHandler<WebSocketFrame> {
        private final Events events;
        private final CompletableFuture<Void> ready = new CompletableFuture<>();

        Receiver(Events events) {
            this.events = events;
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (event == ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
                ready.complete(null);
            }
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
            if (frame instanceof TextWebSocketFrame text) {
                events.received(text.text());
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable failure) {
            ready.completeExceptionally(failure);
            events.failed(failure);
        }
    }
}
