package dev.mooring.tyrus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.websocket.ConnectionException;
import dev.mooring.websocket.Failure;
import dev.mooring.websocket.ResilientContainer;
import dev.mooring.websocket.ResilientSession;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Whom a wss session trusts, and what it says of those it does not. */
class TlsTest {

    private static TestCertificate authority;
    private static TestCertificate good;
    private static TestCertificate expired;
    private static TestCertificate other;
    private static TestCertificate alice;
    private static TestCertificate bob;
    private static TestCertificate lonely;

    private final Recorder recorder = new Recorder();

    @BeforeAll
    static void makeCertificates() throws Exception {
        authority = TestCertificate.authority("authority");
        good = authority.signs("server", TestCertificate.FOR_LOOPBACK);
        expired = authority.signs("expired", TestCertificate.EXPIRED);
        other = authority.signs("other", TestCertificate.FOR_ANOTHER);
        alice = authority.signs("alice", made -> made);
        bob = authority.signs("bob", made -> made);
        lonely = TestCertificate.selfSigned("lonely", TestCertificate.FOR_LOOPBACK);
    }

    /** Echoes nothing, but upgrades; remembers the names of the clients' certificates if it wants them. */
    private static RawServer serving(TestCertificate shown, List<String> clients) throws Exception {
        SSLServerSocketFactory factory =
                TestCertificate.context(shown, authority).getServerSocketFactory();
        return RawServer.of(factory, peer -> {
            SSLSocket socket = (SSLSocket) peer.socket();
            socket.setWantClientAuth(clients != null);
            socket.startHandshake();
            if (clients != null) {
                clients.add(((X509Certificate) socket.getSession().getPeerCertificates()[0])
                        .getSubjectX500Principal()
                        .getName());
            }
            peer.readRequest();
            peer.upgrade();
            peer.sendText("welcome");
            peer.readUntilEnd();
        });
    }

    private static URI wss(RawServer server) {
        return URI.create("wss://127.0.0.1:" + server.port() + "/");
    }

    private void refused(TestCertificate shown, SSLContext client, String why) throws Exception {
        refused(shown, client, why, 1);
    }

    /** @param connections how many: the server is asked once more for a certificate that nobody vouches for */
    private void refused(TestCertificate shown, SSLContext client, String why, int connections) throws Exception {
        try (RawServer server = serving(shown, null);
                ResilientContainer container =
                        Quick.container(recorder).sslContext(client).build()) {
            Throwable failure = Quick.outcome(container.connectAsync(recorder, wss(server)));
            assertThat(failure)
                    .hasMessageContaining("certificate is not trusted")
                    .hasMessageContaining(why);
            assertThat(((ConnectionException) failure.getCause()).failure().kind())
                    .isEqualTo(Failure.Kind.TLS_TRUST);
            assertThat(server.accepted()).as("no retry can help").isEqualTo(connections);
        }
    }

    @Test
    void aTrustedServerIsConnectedTo() throws Exception {
        try (RawServer server = serving(good, null);
                ResilientContainer container =
                        Quick.container(recorder).sslContext(authority.client()).build();
                ResilientSession session = container.connectToServer(recorder, wss(server))) {
            assertThat(session.isSecure()).isTrue();
            await().untilAsserted(() -> assertThat(recorder.received).containsExactly("welcome"));
        }
    }

    @Test
    void aSelfSignedCertificateIsRefused() throws Exception {
        refused(lonely, authority.client(), "it is self-signed (CN=lonely)", 2);
    }

    /** By the native TLS that is on the class path here, on the transport that can use it. */
    @Test
    void aSelfSignedCertificateIsRefusedByTheJvmsContextToo() throws Exception {
        refused(lonely, SSLContext.getDefault(), "it is self-signed (CN=lonely)", 2);
    }

    @Test
    void anUnknownAuthorityIsRefused() throws Exception {
        refused(good, lonely.client(), "it is from an unknown authority (CN=authority)", 2);
    }

    @Test
    void aCertificateThatIsNotShownAgainIsRefusedAllTheSame() throws Exception {
        SSLServerSocketFactory factory =
                TestCertificate.context(lonely, authority).getServerSocketFactory();
        AtomicInteger connections = new AtomicInteger();
        CountDownLatch refused = new CountDownLatch(1);
        try (RawServer server = RawServer.of(factory, peer -> {
                    if (connections.incrementAndGet() == 1) {
                        ((SSLSocket) peer.socket()).startHandshake();
                    } else {
                        await().until(() -> refused.getCount() == 0); // and says nothing
                    }
                });
                ResilientContainer container =
                        Quick.container(recorder).sslContext(authority.client()).build()) {
            Throwable failure = Quick.outcome(container.connectAsync(recorder, wss(server)));
            refused.countDown();
            assertThat(connections).hasValue(2);
            assertThat(failure).hasMessageContaining("it is self-signed or from an unknown authority");
            assertThat(((ConnectionException) failure.getCause()).failure().kind())
                    .isEqualTo(Failure.Kind.TLS_TRUST);
        }
    }

    @Test
    void anExpiredCertificateIsRefused() throws Exception {
        refused(expired, authority.client(), "it has expired");
    }

    @Test
    void aCertificateOfAnotherHostIsRefused() throws Exception {
        refused(other, authority.client(), "it is for another host");
    }

    @Test
    void theHostNameIsNotCheckedWhenThatIsTurnedOff() throws Exception {
        try (RawServer server = serving(other, null);
                ResilientContainer container = Quick.container()
                        .sslContext(authority.client())
                        .verifyHostname(false)
                        .build();
                ResilientSession session = container.connectToServer(recorder, wss(server))) {
            assertThat(session.isOpen()).isTrue();
        }
    }

    @Test
    void theClientsCertificateIsRenewedAtTheNextAttempt() throws Exception {
        List<String> clients = new CopyOnWriteArrayList<>();
        try (RawServer server = serving(good, clients);
                ResilientContainer container = Quick.container(recorder)
                        .sslContext(attempt -> TestCertificate.context(attempt.epoch() == 1 ? alice : bob, authority))
                        .build();
                ResilientSession session = container.connectToServer(recorder, wss(server))) {
            session.reconnect();
            await().until(() -> recorder.opened.get() == 2);
            assertThat(clients).containsExactly("CN=alice", "CN=bob");
        }
    }

    @Test
    void aServerThatSpeaksNoTlsIsTriedAgain() throws Exception {
        try (RawServer plain = RawServer.of(peer -> peer.answer("HTTP/1.1 400 Bad Request"));
                ResilientContainer container = Quick.container(recorder)
                        .retry(Quick.RETRY.maxRetries(1))
                        .sslContext(authority.client())
                        .build()) {
            assertThat(Quick.outcome(container.connectAsync(recorder, wss(plain))))
                    .hasMessageContaining("TLS handshake failed");
            assertThat(plain.accepted()).isEqualTo(2);
        }
    }

    @Test
    void aRedirectionToLessSafetyIsNotFollowed() throws Exception {
        SSLServerSocketFactory factory =
                TestCertificate.context(good, authority).getServerSocketFactory();
        try (RawServer plain = RawServer.answering(n -> "");
                RawServer secure = RawServer.of(factory, peer -> {
                    peer.readRequest();
                    peer.answer("HTTP/1.1 302 Found\nLocation: " + plain.uri());
                });
                ResilientContainer container =
                        Quick.container(recorder).sslContext(authority.client()).build()) {
            assertThat(Quick.outcome(container.connectAsync(recorder, wss(secure))))
                    .hasMessageContaining("HTTP 302");
            assertThat(plain.accepted()).isZero();
        }
    }

    /** Both come in one read of the socket, more often than not. */
    @RepeatedTest(10)
    void anAnswerWithTheCloseRightBehindItIsHeard() throws Exception {
        SSLServerSocketFactory factory =
                TestCertificate.context(good, authority).getServerSocketFactory();
        try (RawServer server = RawServer.of(factory, peer -> {
                    peer.readRequest();
                    peer.answer("HTTP/1.1 410 Gone");
                });
                ResilientContainer container =
                        Quick.container(recorder).sslContext(authority.client()).build()) {
            assertThat(Quick.outcome(container.connectAsync(recorder, wss(server))))
                    .hasMessageContaining("HTTP 410");
            assertThat(server.accepted()).as("attempts").isOne();
        }
    }

    private static ClientEndpointConfig with(SSLContext context) {
        return ClientEndpointConfig.Builder.create().sslContext(context).build();
    }

    @Test
    void theContextOfTheEndpointsConfigurationConnectsAlsoWhereARedirectionLeads() throws Exception {
        SSLServerSocketFactory factory =
                TestCertificate.context(good, authority).getServerSocketFactory();
        try (RawServer server = serving(good, null);
                RawServer redirecting = RawServer.of(factory, peer -> {
                    peer.readRequest();
                    peer.answer("HTTP/1.1 302 Found\nLocation: " + wss(server));
                });
                ResilientContainer container = Quick.container().build();
                ResilientSession session =
                        container.connectToServer(new Silent(), with(authority.client()), wss(redirecting))) {
            assertThat(session.isOpen()).isTrue();
            assertThat(server.accepted()).isOne();
        }
    }

    @Test
    void whomTheEndpointsConfigurationDoesNotTrustTheContainersContextDoesNotHelp() throws Exception {
        try (RawServer server = serving(good, null);
                ResilientContainer container =
                        Quick.container().sslContext(authority.client()).build()) {
            assertThat(Quick.outcome(container.connectAsync(new Silent(), with(lonely.client()), wss(server))))
                    .hasMessageContaining("certificate is not trusted");
        }
    }

    private static final class Silent extends Endpoint {
        @Override
        public void onOpen(Session session, EndpointConfig config) {}
    }
}
