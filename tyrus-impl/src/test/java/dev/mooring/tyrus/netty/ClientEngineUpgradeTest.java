package dev.mooring.tyrus.netty;

import static dev.mooring.tyrus.netty.ClientFixture.Heard.next;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.tyrus.TestCertificate;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Session;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.Future;
import javax.net.ssl.SSLContext;
import org.glassfish.tyrus.client.ClientProperties;
import org.glassfish.tyrus.client.SslEngineConfigurator;
import org.glassfish.tyrus.client.auth.Credentials;
import org.junit.jupiter.api.Test;

/** How connections of Tyrus's own client open on our Netty, or do not. */
class ClientEngineUpgradeTest extends ClientFixture {

    private static final String UNAUTHORIZED =
            "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=x\r\nContent-Length: 0\r\n\r\n";

    private void works(Peer peer, Future<Session> session) throws Exception {
        peer.send(peer.answer());
        result(session);
        peer.send(Frame.of(0x81, "works"));
        assertThat(next(heard.texts)).isEqualTo("works");
    }

    @Test
    void aRedirectIsFollowedWhenTyrusIsToldTo() throws Exception {
        property(ClientProperties.REDIRECT_ENABLED, true);
        try (ServerSocket elsewhere = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Future<Session> session = connecting();
            try (Peer first = Peer.accept(server)) {
                first.head();
                first.send("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:" + elsewhere.getLocalPort()
                        + "/new?x=1,2\r\nContent-Length: 0\r\n\r\n");
                try (Peer second = Peer.accept(elsewhere)) {
                    assertThat(second.head()).startsWith("GET /new?x=1,2 HTTP/1.1\r\n");
                    assertThat(first.in.read()).as("the first connection ends").isEqualTo(-1);
                    works(second, session);
                }
            }
        }
    }

    @Test
    void aRedirectIsRefusedUnlessTyrusIsToldTo() throws Exception {
        Future<Session> session = connecting();
        try (Peer peer = Peer.accept(server)) {
            peer.head();
            peer.send("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n");
            assertThat(failure(session)).hasStackTraceContaining("Redirect");
            assertThat(peer.in.read()).isEqualTo(-1);
        }
    }

    @Test
    void aRedirectToNowhereFailsTheAttempt() throws Exception {
        property(ClientProperties.REDIRECT_ENABLED, true);
        Future<Session> session = connecting();
        try (Peer peer = Peer.accept(server)) {
            peer.head();
            peer.send("HTTP/1.1 302 Found\r\nLocation: http://no_host/\r\nContent-Length: 0\r\n\r\n");
            assertThat(failure(session)).hasStackTraceContaining("must name a host");
        }
    }

    @Test
    void credentialsAreSentWhenTheServerAsks() throws Exception {
        property(ClientProperties.CREDENTIALS, new Credentials("me", "secret"));
        Future<Session> session = connecting();
        try (Peer first = Peer.accept(server)) {
            assertThat(first.head()).doesNotContain("Authorization");
            first.send(UNAUTHORIZED);
            try (Peer second = Peer.accept(server)) {
                assertThat(second.head()).contains("Authorization: Basic bWU6c2VjcmV0");
                works(second, session);
            }
        }
    }

    @Test
    void aDigestIsOfTheRealmAsItCame() throws Exception {
        property(ClientProperties.CREDENTIALS, new Credentials("me", "secret"));
        Future<Session> session = connecting();
        try (Peer first = Peer.accept(server)) {
            first.head();
            first.send(
                    UNAUTHORIZED.replace("Basic realm=x", "Digest realm=\"a,b\", nonce=\"n\", qop=\"auth,auth-int\""));
            try (Peer second = Peer.accept(server)) {
                assertThat(second.head()).contains("Authorization: Digest ", "realm=\"a,b\"", "nonce=\"n\"");
                works(second, session);
            }
        }
    }

    @Test
    void withoutCredentialsTheAttemptFails() throws Exception {
        Future<Session> session = connecting();
        try (Peer peer = Peer.accept(server)) {
            peer.head();
            peer.send(UNAUTHORIZED);
            assertThat(failure(session)).hasStackTraceContaining("Credentials are missing");
            assertThat(peer.in.read()).isEqualTo(-1);
        }
    }

    @Test
    void aStatusThatIsNoUpgradeFails() throws Exception {
        Future<Session> session = connecting();
        try (Peer peer = Peer.accept(server)) {
            peer.head();
            peer.send("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
            assertThat(failure(session)).hasStackTraceContaining("404");
            assertThat(peer.in.read()).isEqualTo(-1);
        }
    }

    @Test
    void nobodyWhoListensIsSaidSo() throws Exception {
        URI gone = Peer.uri(server);
        server.close();
        assertThat(failure(connecting(gone))).hasStackTraceContaining("could not connect: Connection refused");
    }

    @Test
    void aNameThatDoesNotResolveIsNamed() throws Exception {
        assertThat(failure(connecting(URI.create("ws://nowhere.invalid/"))))
                .hasStackTraceContaining("the name nowhere.invalid does not resolve");
    }

    @Test
    void aUriWithoutAHostIsRefusedAtOnce() throws Exception {
        assertThat(failure(connecting(URI.create("ws://my_host/")))).hasStackTraceContaining("must name a host");
    }

    @Test
    void aHeadWithoutEndIsRefused() throws Exception {
        Future<Session> session = connecting();
        try (Peer peer = Peer.accept(server)) {
            peer.head();
            peer.send("HTTP/1.1 101 Switching Protocols\r\nX-Long: " + "x".repeat(17 << 10));
            assertThat(failure(session)).hasStackTraceContaining("a head of more than 16 KiB");
            assertThatThrownBy(peer.in::readByte)
                    .as("nothing is left open")
                    .isNotInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void aConnectionThatBreaksBeforeTheAnswerIsSaidSo() throws Exception {
        Future<Session> session = connecting();
        try (Peer peer = Peer.accept(server)) {
            peer.head();
        }
        assertThat(failure(session)).hasStackTraceContaining("broke during the upgrade");
    }

    @Test
    void aServerThatDoesNotAnswerIsGivenUp() throws Exception {
        property(ClientProperties.HANDSHAKE_TIMEOUT, 500);
        Future<Session> session = connecting();
        try (Peer peer = Peer.accept(server)) {
            assertThat(failure(session)).hasStackTraceContaining("not received");
            assertThat(peer.in.readAllBytes()).as("up to the end").isNotNull();
        }
    }

    @Test
    void anAnswerToCredentialsThatComesTooLateOpensNothing() throws Exception {
        property(ClientProperties.HANDSHAKE_TIMEOUT, 3_000);
        property(ClientProperties.CREDENTIALS, new Credentials("me", "secret"));
        Future<Session> session = connecting();
        try (Peer first = Peer.accept(server)) {
            first.head();
            first.send(UNAUTHORIZED);
            try (Peer second = Peer.accept(server)) {
                second.head();
                assertThat(failure(session)).hasStackTraceContaining("not received");
                assertThatThrownBy(() -> {
                            second.send(second.answer());
                            second.in.readFully(new byte[1]);
                        })
                        .as("the end of the stream")
                        .isNotInstanceOf(SocketTimeoutException.class);
            }
        }
        assertThat(heard.threads).isEmpty();
    }

    @Test
    void aProxyIsToldTheTargetAndTheCredentials() throws Exception {
        property(ClientProperties.PROXY_URI, "http://127.0.0.1:" + server.getLocalPort());
        property(ClientProperties.PROXY_HEADERS, Map.of("Proxy-Authorization", "Basic bWU6c2VjcmV0"));
        Future<Session> session = connecting(URI.create("ws://behind.invalid:8080/"));
        try (Peer peer = Peer.accept(server)) {
            assertThat(peer.head())
                    .startsWith("CONNECT behind.invalid:8080 HTTP/1.1\r\n")
                    .containsIgnoringCase("proxy-authorization: Basic bWU6c2VjcmV0");
            peer.send("HTTP/1.1 200 OK\r\n\r\n");
            assertThat(peer.head()).doesNotContainIgnoringCase("proxy-authorization");
            works(peer, session);
        }
    }

    @Test
    void aCertificateIsCheckedForTrustAndHost() throws Exception {
        TestCertificate good = TestCertificate.vouchedFor(TestCertificate.FOR_LOOPBACK);
        TestCertificate other = TestCertificate.vouchedFor(TestCertificate.FOR_ANOTHER);
        property(ClientProperties.SSL_ENGINE_CONFIGURATOR, new SslEngineConfigurator(good.client()));
        try (ServerSocket trusted = secure(good)) {
            Future<Session> session = connecting(wss(trusted));
            try (Peer peer = Peer.accept(trusted)) {
                peer.head();
                works(peer, session);
            }
        }
        property(ClientProperties.SSL_ENGINE_CONFIGURATOR, new SslEngineConfigurator(SSLContext.getDefault()));
        refusedBy(secure(other), "unknown authority");
        property(ClientProperties.SSL_ENGINE_CONFIGURATOR, new SslEngineConfigurator(other.client()));
        refusedBy(secure(other), "another host");
        property(
                ClientProperties.SSL_ENGINE_CONFIGURATOR,
                new SslEngineConfigurator(other.client()).setHostVerificationEnabled(false));
        try (ServerSocket unchecked = secure(other)) {
            Future<Session> session = connecting(wss(unchecked));
            try (Peer peer = Peer.accept(unchecked)) {
                peer.head();
                works(peer, session);
            }
        }
    }

    /** As Jakarta WebSocket 2.1 has it. */
    @Test
    void theContextOfTheEndpointsConfigurationIsUsed() throws Exception {
        TestCertificate good = TestCertificate.vouchedFor(TestCertificate.FOR_LOOPBACK);
        SSLContext context = good.client();
        try (ServerSocket trusted = secure(good)) {
            ClientEndpointConfig config =
                    ClientEndpointConfig.Builder.create().sslContext(context).build();
            Future<Session> session = connecting(() -> client.connectToServer(heard, config, wss(trusted)));
            try (Peer peer = Peer.accept(trusted)) {
                peer.head();
                works(peer, session);
            }
        }
    }

    private void refusedBy(ServerSocket peer, String why) throws Exception {
        try (peer) {
            Future<Session> session = connecting(wss(peer));
            try (Peer accepted = Peer.accept(peer)) {
                assertThatThrownBy(accepted::head); // the client hangs up
            }
            assertThat(failure(session)).isInstanceOf(DeploymentException.class).hasStackTraceContaining(why);
        }
    }

    private static ServerSocket secure(TestCertificate certificate) throws Exception {
        return certificate
                .server()
                .getServerSocketFactory()
                .createServerSocket(0, 5, InetAddress.getByName("127.0.0.1"));
    }

    private static URI wss(ServerSocket socket) {
        return URI.create("wss://127.0.0.1:" + socket.getLocalPort() + "/");
    }
}
