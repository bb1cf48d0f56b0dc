package dev.mooring.tyrus.grizzly;

import static java.util.Objects.requireNonNull;

import dev.mooring.tyrus.core.Ports;
import dev.mooring.tyrus.core.TyrusLink;
import dev.mooring.tyrus.transport.ConnectRequest;
import dev.mooring.websocket.Failure;
import dev.mooring.websocket.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.filterchain.BaseFilter;
import org.glassfish.grizzly.filterchain.FilterChain;
import org.glassfish.grizzly.filterchain.FilterChainBuilder;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.NextAction;
import org.glassfish.grizzly.filterchain.TransportFilter;
import org.glassfish.grizzly.http.HttpContent;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.glassfish.grizzly.http.HttpResponsePacket;
import org.glassfish.grizzly.http.Method;
import org.glassfish.grizzly.http.Protocol;
import org.jspecify.annotations.Nullable;

/** Asks an HTTP proxy for a tunnel (RFC 9110, section 9.3.6), then puts TLS and the upgrade on the same connection. */
final class TunnelFilter extends BaseFilter {

    private final ConnectRequest request;
    private final TyrusLink link;
    private final ResettableHttpFilter http;
    private final @Nullable TlsFilter tls;
    private final UpgradeFilter upgrade;

    TunnelFilter(
            ConnectRequest request,
            TyrusLink link,
            ResettableHttpFilter http,
            @Nullable TlsFilter tls,
            UpgradeFilter upgrade) {
        this.request = request;
        this.link = link;
        this.http = http;
        this.tls = tls;
        this.upgrade = upgrade;
    }

    @Override
    public NextAction handleConnect(FilterChainContext ctx) {
        ctx.write(HttpContent.builder(connectRequest()).build());
        return ctx.getStopAction();
    }

    @Override
    public NextAction handleRead(FilterChainContext ctx) {
        HttpContent content = ctx.getMessage();
        int status = ((HttpResponsePacket) content.getHttpHeader()).getStatus();
        if (ResettableHttpFilter.isInformation(content.getHttpHeader())) {
            return ctx.getStopAction();
        } else if (status != 200) {
            // The proxy's word is not the server's: a 404 from it must not count as one.
            link.fail(Failure.of(
                    Failure.Kind.REFUSED,
                    "the proxy " + request.proxy() + " gave no tunnel but HTTP " + status
                            + (status == 407 ? ": it wants other credentials" : ""),
                    null));
            return ctx.getStopAction();
        }
        Connection<?> connection = ctx.getConnection();
        http.expectAnotherResponse(connection);
        FilterChainBuilder through = FilterChainBuilder.stateless().add(new TransportFilter());
        if (tls != null) {
            through.add(tls);
        }
        FilterChain chain = through.add(http).add(upgrade).build();
        connection.setProcessor(chain);
        upgrade.request(connection);
        return ctx.getStopAction();
    }

    @Override
    public NextAction handleClose(FilterChainContext ctx) {
        link.socketClosed();
        return ctx.getStopAction();
    }

    private HttpRequestPacket connectRequest() {
        Proxy proxy = requireNonNull(request.proxy());
        String target = request.uri().getHost() + ":" + Ports.of(request.uri());
        HttpRequestPacket.Builder connect = HttpRequestPacket.builder()
                .method(Method.CONNECT)
                .uri(target)
                .protocol(Protocol.HTTP_1_1)
                .header("Host", target);
        if (proxy.user() != null && proxy.password() != null) {
            byte[] credentials = (proxy.user() + ":" + proxy.password()).getBytes(StandardCharsets.UTF_8);
            connect.header("Proxy-Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials));
        }
        return connect.build();
    }
}
