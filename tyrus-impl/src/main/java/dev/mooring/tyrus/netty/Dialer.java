package dev.mooring.tyrus.netty;

import dev.mooring.tyrus.core.Ports;
import dev.mooring.tyrus.transport.ConnectRequest;
import dev.mooring.websocket.Proxy;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.proxy.HttpProxyHandler;
import io.netty.handler.proxy.ProxyHandler;
import io.netty.handler.proxy.Socks5ProxyHandler;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Begins one TCP connection, to the server or to a proxy that then connects to the server. */
final class Dialer {

    private static final WriteBufferWaterMark WATER = new WriteBufferWaterMark(64 << 10, 128 << 10);

    private final EventLoop loop;
    private final ConnectRequest request;

    Dialer(EventLoop loop, ConnectRequest request) {
        this.loop = loop;
        this.request = request;
    }

    ChannelFuture connect(InetSocketAddress address) {
        Proxy proxy = request.proxy();
        Bootstrap bootstrap = new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .disableResolver() // the proxy resolves the server's name, and we have resolved the rest
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 0) // the whole attempt has one
                .option(ChannelOption.AUTO_CLOSE, false) // a write that fails must not hide what is still to be read
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        if (proxy != null) {
                            channel.pipeline().addLast(tunnel(address, proxy));
                        }
                    }
                });
        return bootstrap.connect(proxy == null ? address : target());
    }

    /** What the proxy is told: an address as one, a name as it is. */
    private InetSocketAddress target() {
        String host = request.uri().getHost();
        int port = Ports.of(request.uri());
        InetAddress literal = NetUtil.createInetAddressFromIpAddressString(host);
        return literal == null ? InetSocketAddress.createUnresolved(host, port) : new InetSocketAddress(literal, port);
    }

    private static ProxyHandler tunnel(InetSocketAddress address, Proxy proxy) {
        String user = proxy.user();
        String password = proxy.password();
        boolean known = user != null && password != null;
        ProxyHandler handler = switch (proxy.kind()) {
            case HTTP -> known ? new HttpProxyHandler(address, user, password) : new HttpProxyHandler(address);
            case SOCKS5 -> new Socks5ProxyHandler(address, user, password);
        };
        handler.setConnectTimeoutMillis(0);
        return handler;
    }
}
