package dev.mooring.tyrus.netty;

import dev.mooring.tyrus.core.RequestHeaders;
import dev.mooring.tyrus.core.ResponseHeaders;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import java.net.URI;
import java.util.Map;
import org.glassfish.tyrus.core.TyrusUpgradeResponse;
import org.glassfish.tyrus.spi.UpgradeRequest;
import org.glassfish.tyrus.spi.UpgradeResponse;

/** The upgrade between Tyrus's terms and Netty's. */
final class Http {

    private Http() {}

    /**
     * The request.
     *
     * @throws IllegalArgumentException if a header's name or value is none
     */
    static HttpRequest request(UpgradeRequest upgrade) {
        URI uri = upgrade.getRequestURI();
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        HttpRequest request = new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1,
                HttpMethod.GET,
                uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery());
        upgrade.getHeaders().forEach((name, values) -> request.headers().set(name, RequestHeaders.line(name, values)));
        return request;
    }

    static UpgradeResponse response(HttpResponse response) {
        TyrusUpgradeResponse copy = new TyrusUpgradeResponse();
        for (Map.Entry<String, String> header : response.headers()) {
            ResponseHeaders.add(copy, header.getKey(), header.getValue());
        }
        copy.setStatus(response.status().code());
        copy.setReasonPhrase(response.status().reasonPhrase());
        return copy;
    }
}
