package dev.mooring.tyrus.core;

import dev.mooring.tyrus.transport.ConnectRequest;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.Decoder;
import jakarta.websocket.Encoder;
import jakarta.websocket.Extension;
import jakarta.websocket.HandshakeResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of one upgrade: the endpoint's own, and the headers of this attempt. No coders: they are ours. Tyrus
 * keeps it as long as the connection lives, so it holds what was given and copies nothing.
 */
final class UpgradeConfig extends ClientEndpointConfig.Configurator implements ClientEndpointConfig {

    private final ClientEndpointConfig config;
    private final Map<String, List<String>> headers;
    private final List<Extension> extensions;

    UpgradeConfig(ConnectRequest request) {
        this.config = request.config();
        this.headers = request.headers();
        this.extensions = request.compression()
                ? Stream.concat(config.getExtensions().stream(), Stream.of(Deflate.extension()))
                        .toList()
                : config.getExtensions();
    }

    @Override
    public void beforeRequest(Map<String, List<String>> asked) {
        // Tyrus claims the target itself as Origin: a guard that knows its pages must refuse that
        asked.keySet().removeIf("Origin"::equalsIgnoreCase);
        config.getConfigurator().beforeRequest(asked);
        asked.putAll(headers);
    }

    @Override
    public void afterResponse(HandshakeResponse response) {
        config.getConfigurator().afterResponse(response);
    }

    @Override
    public List<String> getPreferredSubprotocols() {
        return config.getPreferredSubprotocols();
    }

    @Override
    public List<Extension> getExtensions() {
        return extensions;
    }

    /** The transport's care. */
    @Override
    public @Nullable SSLContext getSSLContext() {
        return null;
    }

    @Override
    public ClientEndpointConfig.Configurator getConfigurator() {
        return this;
    }

    @Override
    public List<Class<? extends Encoder>> getEncoders() {
        return List.of();
    }

    @Override
    public List<Class<? extends Decoder>> getDecoders() {
        return List.of();
    }

    @Override
    public Map<String, Object> getUserProperties() {
        return Map.of();
    }
}
