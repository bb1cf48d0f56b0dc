package dev.mooring.tyrus;

import dev.mooring.tyrus.grizzly.GrizzlyTransport;
import dev.mooring.tyrus.netty.NettyTransport;
import dev.mooring.tyrus.transport.Transport;
import org.jspecify.annotations.Nullable;

/** Which transports there are, and which one a container gets. */
final class Transports {

    /** One class of each of Netty's artifacts that are needed; the first is not in Netty 4.1. */
    private static final String[] NETTY = {
        "io.netty.channel.MultiThreadIoEventLoopGroup",
        "io.netty.handler.codec.http.HttpResponseDecoder",
        "io.netty.handler.ssl.SslHandler",
        "io.netty.handler.proxy.HttpProxyHandler"
    };

    private Transports() {}

    /**
     * The transport of this name; without a name the best that is there.
     *
     * @throws IllegalArgumentException if there is none of this name, or it is not on the class path
     */
    static Transport.Factory named(@Nullable String name) {
        String chosen = name == null ? (hasNetty() ? "netty" : "grizzly") : name;
        return switch (chosen) {
            case "grizzly" -> (threads, executor) -> new GrizzlyTransport(threads);
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
