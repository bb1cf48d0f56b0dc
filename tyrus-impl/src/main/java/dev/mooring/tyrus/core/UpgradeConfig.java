package dev.mooring.tyrus.core;

import dev.mooring.tyrus.transport.ConnectRequest;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.Extension;
import jakarta.websocket.HandshakeResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The configuration of one upgrade: the endpoint's own, and the headers of this attempt. No coders: they are ours. */
final class UpgradeConfig {

    private UpgradeConfig() {}

    static ClientEndpointConfig of(ConnectRequest request) {
        ClientEndpointConfig config = request.config();
        List<Extension> extensions = new ArrayList<>(config.getExtensions());
        if (request.compression()) {
            extensions.add(Deflate.extension());
        }
        return ClientEndpointConfig.Builder.create()
                .preferredSubprotocols(config.getPreferredSubprotocols())
                .extensions(extensions)
                .configurator(new ClientEndpointConfig.Configurator() {
                    @Override
                    public void beforeRequest(Map<String, List<String>> headers) {
                        // Tyrus claims the target itself as Origin: a guard that knows its pages must refuse that
                        headers.keySet().removeIf("Origin"::equalsIgnoreCase);
                        config.getConfigurator().beforeRequest(headers);
                        headers.putAll(request.headers());
                    }

                    @Override
                    public void afterResponse(HandshakeResponse response) {
                        config.getConfigurator().afterResponse(response);
                    }
                })
                .build();
    }
}
