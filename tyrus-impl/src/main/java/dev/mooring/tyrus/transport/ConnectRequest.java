package dev.mooring.tyrus.transport;

import dev.mooring.websocket.Proxy;
import jakarta.websocket.ClientEndpointConfig;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * All that a transport needs to open one connection.
 *
 * @param uri where to; {@code ws} or {@code wss}
 * @param headers added to the upgrade request, after what the configurator of {@code config} put there
 * @param config subprotocols, extensions and configurator of the endpoint
 * @param sslContext for {@code wss}; {@code null} for {@code ws}
 * @param verifyHostname whether the certificate must be the host's
 * @param proxy the proxy to go through, or {@code null}
 * @param compression whether to offer permessage-deflate
 * @param timeout for TCP, TLS and upgrade together
 * @param maxFrameSize the largest frame accepted at present, in bytes; asked when one is larger than it was before
 */
public record ConnectRequest(
        URI uri,
        Map<String, List<String>> headers,
        ClientEndpointConfig config,
        @Nullable SSLContext sslContext,
        boolean verifyHostname,
        @Nullable Proxy proxy,
        boolean compression,
        Duration timeout,
        IntSupplier maxFrameSize) {

    /** The same with another TLS context. */
    public ConnectRequest trusting(SSLContext other) {
        return new ConnectRequest(
                uri, headers, config, other, verifyHostname, proxy, compression, timeout, maxFrameSize);
    }

    /** Only what is no secret. */
    @Override
    public String toString() {
        return "ConnectRequest[" + uri.getScheme() + "://" + uri.getHost() + ":" + uri.getPort() + "]";
    }
}
