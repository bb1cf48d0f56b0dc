package dev.mooring.cli.connect;

import dev.mooring.websocket.ResilientContainer;
import jakarta.websocket.ClientEndpointConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** What is asked of the server, and how far it is trusted. */
final class RequestOptions {

    @Option(
            names = "--header",
            paramLabel = "'N: V'",
            converter = HeaderConverter.class,
            description = "Header of the upgrade request, for instance 'Authorization: Bearer ...'. May be repeated.")
    List<Header> headers = new ArrayList<>();

    @Option(
            names = "--subprotocol",
            paramLabel = "P",
            converter = SubprotocolConverter.class,
            description = "Subprotocol to offer, the preferred one first; the server must accept one. May be repeated.")
    List<String> subprotocols = new ArrayList<>();

    @Option(
            names = "--insecure",
            description =
                    "Accept any certificate for any host name. For tests alone: anyone on the way can read along.")
    boolean insecure;

    void apply(ResilientContainer.Builder container) {
        Map<String, List<String>> map = new LinkedHashMap<>();
        headers.forEach(
                h -> map.computeIfAbsent(h.name(), name -> new ArrayList<>()).add(h.value()));
        container.headers(attempt -> map);
        if (insecure) {
            container.sslContext(TrustAll.context()).verifyHostname(false);
        }
    }

    ClientEndpointConfig config() {
        return ClientEndpointConfig.Builder.create()
                .preferredSubprotocols(subprotocols)
                .build();
    }
}
