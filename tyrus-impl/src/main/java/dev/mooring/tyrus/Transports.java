package dev.mooring.tyrus;

import dev.mooring.tyrus.grizzly.GrizzlyTransport;
import dev.mooring.tyrus.netty.NettyTransport;
import dev.mooring.tyrus.transport.Transport;
import dev.mooring.websocket.Proxy;
import dev.mooring.websocket.spi.ContainerOptions;

/** Which transports there are, and which one a container gets. */
final class Transports {

    /** One class of each of Netty's artifacts that are needed; the first is not in Netty 4.1. */
    private static final String[] NETTY = {
        "io.netty.channel.MultiThreadIoEventLoopGroup",
        "io.netty.handler.codec.http.HttpResponseDecoder",
        "io.netty.handler.ssl.SslHandler",
        "io.netty.handler.proxy.HttpProxyHandler"
    };

    /** Names the transport of all containers that ask for none: {@code -Ddev.mooring.transport=grizzly}. */
    static final String PROPERTY = "dev.mooring.transport";

    private Transports() {}

    /**
     * The transport that these options ask for; when they name none, the one of {@link #PROPERTY}; when that names none
     * either, Netty where it is on the class path, else Grizzly.
     *
     * @throws IllegalArgumentException if there is none of this name, it is not on the class path, or cannot do what else is
     *     asked for
     */
    static Transport.Factory of(ContainerOptions options) {
        String name = options.transport() == null ? System.getProperty(PROPERTY) : options.transport();
        String chosen = name == null ? hasNetty() ? "netty" : "grizzly" : name;
        Proxy proxy = options.proxy();
        if (chosen.equals("grizzly") && proxy != null && proxy.kind() != Proxy.Kind.HTTP) {
            throw new IllegalArgumentException("proxy must be an HTTP proxy for the transport \"grizzly\" but was "
                    + proxy + ": use the transport \"netty\"");
        }
        return named(chosen);
    }

    private static Transport.Factory named(String chosen) {
        return switch (chosen) {
            case "grizzly" -> (threads, executor, flowing) -> new GrizzlyTransport(threads);
            case "netty" -> {
                if (!hasNetty()) {
                    throw new IllegalArgumentException("transport(\"netty\") needs Netty 4.2 on the class path: add"
                            + " io.netty:netty-transport, netty-codec-http, netty-handler and netty-handler-proxy");
                }
                yield NettyTransport::new;
            }
            default ->
                throw new IllegalArgumentException(
                        "transport must be \"netty\" or \"grizzly\" but was \"" + chosen + "\"");
        };
    }

    private static boolean hasNetty() {
        try {
            for (String name : NETTY) {
                Class.forName(name, false, Transports.class.getClassLoader());
            }
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }
}
