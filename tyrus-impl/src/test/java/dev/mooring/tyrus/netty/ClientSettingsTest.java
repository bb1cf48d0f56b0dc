package dev.mooring.tyrus.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.tyrus.transport.ConnectRequest;
import dev.mooring.websocket.Proxy;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.DeploymentException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.glassfish.tyrus.client.ClientProperties;
import org.glassfish.tyrus.client.SslEngineConfigurator;
import org.glassfish.tyrus.client.ThreadPoolConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of Tyrus's client properties. */
class ClientSettingsTest {

    private static final URI PLAIN = URI.create("ws://there.example/");

    private static ConnectRequest request(URI uri, Map<String, Object> properties) throws DeploymentException {
        return new ClientSettings(properties)
                .request(uri, ClientEndpointConfig.Builder.create().build());
    }

    @Test
    void withoutPropertiesItIsAsTyrusHasIt() throws Exception {
        ConnectRequest request = request(PLAIN, Map.of());
        assertThat(request.proxy()).isNull();
        assertThat(request.sslContext()).isNull();
        assertThat(request.verifyHostname()).isTrue();
        assertThat(request.maxFrameSize().getAsInt()).isBetween(4 << 20, (4 << 20) + 11);
        assertThat(request.timeout()).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(31));
        assertThat(new ClientSettings(Map.of()).idleSeconds()).isEqualTo(30);
        assertThat(request(URI.create("wss://there.example/"), Map.of()).sslContext())
                .isEqualTo(SSLContext.getDefault());
    }

    @Test
    void theLongestTimeForTheHandshakeIsLongIndeed() throws Exception {
        Map<String, Object> properties = Map.of(ClientProperties.HANDSHAKE_TIMEOUT, Integer.MAX_VALUE);
        assertThat(request(PLAIN, properties).timeout()).isGreaterThan(Duration.ofMillis(Integer.MAX_VALUE));
    }

    @ParameterizedTest
    @MethodSource("proxies")
    void aProxyIsUnderstood(Map<String, Object> properties, Proxy proxy) throws Exception {
        assertThat(request(PLAIN, properties).proxy()).isEqualTo(proxy);
    }

    static Stream<Arguments> proxies() {
        return Stream.of(
                Arguments.of(Map.of(ClientProperties.PROXY_URI, "http://proxy:3128"), Proxy.http("proxy", 3128)),
                Arguments.of(Map.of(ClientProperties.PROXY_URI, URI.create("http://proxy")), Proxy.http("proxy", 80)),
                Arguments.of(Map.of(ClientProperties.PROXY_URI, "socks5://proxy"), Proxy.socks5("proxy", 1080)),
                Arguments.of(
                        Map.of(
                                ClientProperties.PROXY_URI,
                                "http://proxy:1",
                                ClientProperties.PROXY_HEADERS,
                                Map.of("proxy-authorization", "Basic bWU6YTpi")),
                        Proxy.http("proxy", 1).credentials("me", "a:b")));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void whatCannotBeHeededIsRefusedByName(String property, Object value, String why) {
        Map<String, Object> properties = property.equals(ClientProperties.PROXY_HEADERS)
                ? Map.of(ClientProperties.PROXY_URI, "http://proxy", property, value)
                : Map.of(property, value);
        assertThatThrownBy(() -> {
                    request(PLAIN, properties);
                    new ClientSettings(properties).idleSeconds();
                })
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining(property)
                .hasMessageContaining(why)
                .hasMessageNotContaining("c2VjcmV0");
    }

    static Stream<Arguments> refusals() throws Exception {
        SSLContext context = SSLContext.getDefault();
        return Stream.of(
                Arguments.of(ClientProperties.SOCKET_BINDING, InetAddress.getLoopbackAddress(), "leave it out"),
                Arguments.of(
                        ClientProperties.WORKER_THREAD_POOL_CONFIG, ThreadPoolConfig.defaultConfig(), "leave it out"),
                Arguments.of(ClientProperties.HANDSHAKE_TIMEOUT, "soon", "must be an Integer but was soon"),
                Arguments.of(ClientProperties.INCOMING_BUFFER_SIZE, 1L, "must be an Integer but was 1"),
                Arguments.of(ClientProperties.SHARED_CONTAINER_IDLE_TIMEOUT, "x", "must be an Integer but was x"),
                Arguments.of(
                        ClientProperties.PROXY_URI, "ftp://proxy", "must be http://host:port or socks5://host:port"),
                Arguments.of(ClientProperties.PROXY_URI, "http://", "must be"),
                Arguments.of(ClientProperties.PROXY_URI, "not a uri", "must be a URI but was not a uri"),
                Arguments.of(ClientProperties.PROXY_HEADERS, Map.of("X-Zone", "1"), "but has [X-Zone]"),
                Arguments.of(
                        ClientProperties.PROXY_HEADERS,
                        Map.of("Proxy-Authorization", "Digest c2VjcmV0"),
                        "nothing but Proxy-Authorization: Basic"),
                Arguments.of(
                        ClientProperties.PROXY_HEADERS,
                        Map.of("Proxy-Authorization", "Basic c2VjcmV0"),
                        "name:password in Base64"),
                Arguments.of(ClientProperties.SSL_ENGINE_CONFIGURATOR, "tls", "SslEngineConfigurator but was"),
                Arguments.of(
                        ClientProperties.SSL_ENGINE_CONFIGURATOR,
                        new SslEngineConfigurator(context).setHostnameVerifier((host, session) -> true),
                        "by the SSLContext"),
                Arguments.of(
                        ClientProperties.SSL_ENGINE_CONFIGURATOR,
                        new SslEngineConfigurator(context).setEnabledProtocols(new String[] {"TLSv1.3"}),
                        "by the SSLContext"));
    }
}
