package dev.mooring.tyrus.netty;

import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.glassfish.tyrus.core.TyrusUpgradeResponse;
import org.glassfish.tyrus.core.Utils;
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
        upgrade.getHeaders().forEach((name, values) -> request.headers().set(name, String.join(", ", values)));
        return request;
    }

    static UpgradeResponse response(HttpResponse response) {
        TyrusUpgradeResponse copy = new TyrusUpgradeResponse();
        HttpHeaders headers = response.headers();
        for (Map.Entry<String, String> header : headers) {
            List<String> values = copy.getHeaders().computeIfAbsent(header.getKey(), name -> new ArrayList<>(1));
            String value = header.getValue().trim();
            if (value.indexOf(',') >= 0 || value.indexOf('"') >= 0) {
                values.addAll(Utils.parseHeaderValue(value));
            } else if (!value.isEmpty()) {
                values.add(value); // as that would have it, too, character by character
            }
        }
        copy.setStatus(response.status().code());
        copy.setReasonPhrase(response.status().reasonPhrase());
        return copy;
    }
}
