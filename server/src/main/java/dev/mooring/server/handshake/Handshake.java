package dev.mooring.server.handshake;

import dev.mooring.server.auth.HandshakeContext;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What all views of an upgrade request share: reading cookies, query and subprotocols by our own rules. */
public abstract class Handshake implements HandshakeContext {

    private Map<String, String> pathParameters = Map.of();
    private @Nullable String clientAddress;

    /** The query of the request as it was sent, or {@code null}. */
    protected abstract @Nullable String rawQuery();

    /** The address of the TCP connection's other end, or {@code null} where the container does not tell. */
    protected abstract @Nullable String peerAddress();

    /** The principal of the request, be it the container's or the mark of the filter; {@code null} for nobody. */
    protected abstract @Nullable Principal userPrincipal();

    final void located(Map<String, String> parameters, @Nullable String address) {
        pathParameters = parameters;
        clientAddress = address;
    }

    @Override
    public final Map<String, String> pathParameters() {
        return pathParameters;
    }

    @Override
    public final @Nullable String remoteAddress() {
        return clientAddress;
    }

    /** Never the mark: an endpoint that the filter has not asked would take it for somebody. */
    @Override
    public final @Nullable Principal containerPrincipal() {
        return AdmittedPrincipal.container(userPrincipal());
    }

    @Override
    public final @Nullable String cookie(String name) {
        for (String header : headers("Cookie")) {
            for (String pair : header.split(";", -1)) {
                int equals = pair.indexOf('=');
                if (equals > 0 && pair.substring(0, equals).strip().equals(name)) {
                    return unquote(pair.substring(equals + 1).strip());
                }
            }
        }
        return null;
    }

    @Override
    public final @Nullable String query(String name) {
        return pairs().filter(pair -> pair[0].equals(name))
                .map(pair -> pair[1])
                .findFirst()
                .orElse(null);
    }

    @Override
    public final List<String> subprotocols() {
        List<String> offered = new ArrayList<>();
        for (String header : headers("Sec-WebSocket-Protocol")) {
            for (String each : header.split(",", -1)) {
                if (!each.isBlank()) {
                    offered.add(each.strip());
                }
            }
        }
        return offered;
    }

    private Stream<String[]> pairs() {
        String query = rawQuery();
        return query == null
                ? Stream.empty()
                : Stream.of(query.split("&", -1)).map(Handshake::pair).filter(Objects::nonNull);
    }

    private static String @Nullable [] pair(String raw) {
        int equals = raw.indexOf('=');
        try {
            return new String[] {
                URLDecoder.decode(equals < 0 ? raw : raw.substring(0, equals), StandardCharsets.UTF_8),
                equals < 0 ? "" : URLDecoder.decode(raw.substring(equals + 1), StandardCharsets.UTF_8)
            };
        } catch (IllegalArgumentException e) {
            return null; // a malformed escape is no value at all
        }
    }

    private static String unquote(String value) {
        return value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"")
                ? value.substring(1, value.length() - 1)
                : value;
    }
}
