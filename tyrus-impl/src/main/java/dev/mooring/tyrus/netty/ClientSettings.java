package dev.mooring.tyrus.netty;

import dev.mooring.tyrus.core.Ports;
import dev.mooring.tyrus.transport.ConnectRequest;
import dev.mooring.websocket.Proxy;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.DeploymentException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.glassfish.tyrus.client.ClientProperties;
import org.glassfish.tyrus.client.SslEngineConfigurator;
import org.glassfish.tyrus.client.TyrusClientEngine;
import org.jspecify.annotations.Nullable;

/** What Tyrus's client properties say of a connection. What cannot be heeded is refused, rather than ignored. */
final class ClientSettings {

    private static final int HANDSHAKE_MILLIS = 30_000; // as Tyrus has it
    private static final int IDLE_SECONDS = 30; // likewise
    private static final int FRAME_HEADER = 10;

    /** Tyrus ends an attempt that takes too long; should it forget to, this much later it ends all the same. */
    private static final int GRACE_MILLIS = 1000;

    private static final String AUTHORIZATION = "Proxy-Authorization";
    private static final String BASIC = "Basic ";

    private final Map<String, Object> properties;

    ClientSettings(Map<String, Object> properties) throws DeploymentException {
        this.properties = properties;
        refuse(ClientProperties.SOCKET_BINDING, "bind to no address");
        refuse(ClientProperties.WORKER_THREAD_POOL_CONFIG, "its threads are as many as handlers block at once");
    }

    private void refuse(String property, String remedy) throws DeploymentException {
        if (properties.get(property) != null) {
            throw unheeded(property, "cannot be heeded by NettyClientContainer: leave it out, " + remedy);
        }
    }

    /** How long event loops stay when there is no connection. */
    int idleSeconds() throws DeploymentException {
        return number(ClientProperties.SHARED_CONTAINER_IDLE_TIMEOUT, IDLE_SECONDS);
    }

    /** The connection to open; headers, subprotocols and extensions are the engine's concern. */
    ConnectRequest request(URI uri, ClientEndpointConfig config) throws DeploymentException {
        if (uri.getHost() == null) {
            throw new DeploymentException("the URI must name a host, of letters, digits, '-' and '.', but was " + uri);
        }
        SslEngineConfigurator tls = tls();
        Duration timeout = Duration.ofMillis(number(ClientProperties.HANDSHAKE_TIMEOUT, HANDSHAKE_MILLIS));
        int buffer = number(ClientProperties.INCOMING_BUFFER_SIZE, TyrusClientEngine.DEFAULT_INCOMING_BUFFER_SIZE);
        return new ConnectRequest(
                uri,
                Map.of(),
                config,
                Ports.isSecure(uri) ? context(tls, config) : null,
                tls == null || tls.isHostVerificationEnabled(),
                proxy(),
                false,
                timeout.plusMillis(GRACE_MILLIS),
                () -> buffer - FRAME_HEADER);
    }

    private int number(String property, int unless) throws DeploymentException {
        Object value = properties.get(property);
        if (value == null) {
            return unless;
        } else if (value instanceof Integer number) {
            return number;
        }
        throw unheeded(property, "must be an Integer but was " + value);
    }

    private @Nullable SslEngineConfigurator tls() throws DeploymentException {
        String property = ClientProperties.SSL_ENGINE_CONFIGURATOR;
        Object value = properties.get(property);
        if (value == null) {
            return null;
        } else if (!(value instanceof SslEngineConfigurator tls)) {
            throw unheeded(
                    property,
                    "must be an org.glassfish.tyrus.client.SslEngineConfigurator but was a " + value.getClass());
        } else if (tls.getHostnameVerifier() != null || new Choices(tls).areMade()) {
            throw unheeded(
                    property,
                    "must name neither a HostnameVerifier nor protocols nor cipher suites: choose these by the SSLContext, or by"
                            + " the security property jdk.tls.disabledAlgorithms");
        } else {
            return tls;
        }
    }

    /** A copy that tells of protocols and cipher suites, for the original's getters throw where none were chosen. */
    private static final class Choices extends SslEngineConfigurator {
        Choices(SslEngineConfigurator original) {
            super(original);
        }

        boolean areMade() {
            return enabledProtocols != null || enabledCipherSuites != null;
        }
    }

    private static SSLContext context(@Nullable SslEngineConfigurator tls, ClientEndpointConfig config)
            throws DeploymentException {
        SSLContext own = config.getSSLContext();
        try {
            return tls != null ? tls.getSslContext() : own != null ? own : SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new DeploymentException("the JVM has no default SSLContext", e);
        }
    }

    private @Nullable Proxy proxy() throws DeploymentException {
        Object value = properties.get(ClientProperties.PROXY_URI);
        if (value == null) {
            return null;
        }
        URI uri = uri(value.toString());
        boolean socks = "socks5".equalsIgnoreCase(uri.getScheme());
        if (uri.getHost() == null || !(socks || "http".equalsIgnoreCase(uri.getScheme()))) {
            throw unheeded(
                    ClientProperties.PROXY_URI, "must be http://host:port or socks5://host:port but was " + value);
        }
        int port = uri.getPort() != -1 ? uri.getPort() : socks ? 1080 : 80;
        Proxy proxy = socks ? Proxy.socks5(uri.getHost(), port) : Proxy.http(uri.getHost(), port);
        List<String> known = credentials();
        return known.isEmpty() ? proxy : proxy.credentials(known.get(0), known.get(1));
    }

    private static URI uri(String value) throws DeploymentException {
        try {
            return URI.create(value);
        } catch (IllegalArgumentException e) {
            throw unheeded(ClientProperties.PROXY_URI, "must be a URI but was " + value);
        }
    }

    /** Name and password for the proxy, or none. */
    private List<String> credentials() throws DeploymentException {
        Object value = properties.get(ClientProperties.PROXY_HEADERS);
        if (!(value instanceof Map<?, ?> headers) || headers.isEmpty()) {
            return List.of();
        }
        Map.Entry<?, ?> only = headers.entrySet().iterator().next();
        if (headers.size() == 1
                && AUTHORIZATION.equalsIgnoreCase(String.valueOf(only.getKey()))
                && String.valueOf(only.getValue()).startsWith(BASIC)) {
            return decoded(String.valueOf(only.getValue()).substring(BASIC.length()));
        }
        throw unheeded(
                ClientProperties.PROXY_HEADERS,
                "must have nothing but Proxy-Authorization: Basic …, but has " + headers.keySet());
    }

    private static List<String> decoded(String basic) throws DeploymentException {
        try {
            String[] parts =
                    new String(Base64.getDecoder().decode(basic.strip()), StandardCharsets.UTF_8).split(":", 2);
            if (parts.length == 2) {
                return List.of(parts);
            }
        } catch (IllegalArgumentException e) {
            // said below, without the secret
        }
        throw unheeded(ClientProperties.PROXY_HEADERS, "must have name:password in Base64 behind Basic");
    }

    private static DeploymentException unheeded(String property, String why) {
        return new DeploymentException("the property " + property + " " + why);
    }
}
