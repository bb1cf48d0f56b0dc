package dev.mooring.tyrus;

import static dev.mooring.tyrus.TestCertificates.context;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.websocket.ConnectionException;
import dev.mooring.websocket.Failure;
import dev.mooring.websocket.ResilientContainer;
import dev.mooring.websocket.ResilientSession;
import java.net.URI;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whom a wss session trusts, and what it says of those it does not. */
class TlsTest {

    private static final String[] FOR_LOOPBACK = {"-ext", "san=ip:127.0.0.1"};

    private static KeyStore authority;
    private static KeyStore trusted;
    private static KeyStore expired;
    private static KeyStore otherHost;
    private static KeyStore selfSigned;
    private static KeyStore alice;
    private static KeyStore bob;

    private final Recorder recorder = new Recorder();

    @BeforeAll
    static void makeCertificates(@TempDir Path directory) throws Exception {
        TestCertificates make = new TestCertificates(directory);
        authority = make.selfSigned("authority", "-ext", "bc:c");
        trusted = make.signedBy("authority", "server", FOR_LOOPBACK);
        expired = make.signedBy(
                "authority", "expired", "-ext", "san=ip:127.0.0.1", "-startdate", "-10d", "-validity", "5");
        otherHost = make.signedBy("authority", "other", "-ext", "san=dns:other.example");
        selfSigned = make.selfSigned("lonely", FOR_LOOPBACK);
        alice = make.signedBy("authority", "alice");
        bob = make.signedBy("authority", "bob");
    }

    /** Echoes nothing, but upgrades; remembers the names of the clients' certificates if it wants them. */
    private static RawServer serving(KeyStore key, List<String> clients) throws Exception {
        SSLServerSocketFactory factory = context(key, authority).getServerSocketFactory();
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

    private void refused(KeyStore key, SSLContext client, String why) throws Exception {
        try (RawServer server = serving(key, null);
                ResilientContainer container =
                        Quick.container(recorder).sslContext(client).build()) {
            Throwable failure = Quick.outcome(container.connectAsync(recorder, wss(server)));
            assertThat(failure)
                    .hasMessageContaining("certificate is not trusted")
                    .hasMessageContaining(why);
            assertThat(((ConnectionException) failure.getCause()).failure().kind())
                    .isEqualTo(Failure.Kind.TLS_TRUST);
            assertThat(server.accepted()).as("no retry can help").isEqualTo(1);
        }
    }

    @Test
    void aTrustedServerIsConnectedTo() throws Exception {
        try (RawServer server = serving(trusted, null);
                ResilientContainer container = Quick.container(recorder)
                        .sslContext(context(null, authority))
                        .build();
                ResilientSession session = container.connectToServer(recorder, wss(server))) {
            assertThat(session.isSecure()).isTrue();
            await().untilAsserted(() -> assertThat(recorder.received).containsExactly("welcome"));
        }
    }

    @Test
    void aSelfSignedCertificateIsRefused() throws Exception {
        refused(selfSigned, context(null, authority), "self-signed or from an unknown authority");
    }

    @Test
    void anUnknownAuthorityIsRefused() throws Exception {
        refused(trusted, context(null, selfSigned), "self-signed or from an unknown authority");
    }

    @Test
    void anExpiredCertificateIsRefused() throws Exception {
        refused(expired, context(null, authority), "it has expired");
    }

    @Test
    void aCertificateOfAnotherHostIsRefused() throws Exception {
        refused(otherHost, context(null, authority), "it is for another host");
    }

    @Test
    void theHostNameIsNotCheckedWhenThatIsTurnedOff() throws Exception {
        try (RawServer server = serving(otherHost, null);
                ResilientContainer container = Quick.container()
                        .sslContext(context(null, authority))
                        .verifyHostname(false)
                        .build();
                ResilientSession session = container.connectToServer(recorder, wss(server))) {
            assertThat(session.isOpen()).isTrue();
        }
    }

    @Test
    void theClientsCertificateIsRenewedAtTheNextAttempt() throws Exception {
        List<String> clients = new CopyOnWriteArrayList<>();
        try (RawServer server = serving(trusted, clients);
                ResilientContainer container = Quick.container(recorder)
                        .sslContext(attempt -> context(attempt.epoch() == 1 ? alice : bob, authority))
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
                        .sslContext(context(null, authority))
                        .build()) {
            assertThat(Quick.outcome(container.connectAsync(recorder, wss(plain))))
                    .hasMessageContaining("TLS handshake failed");
            assertThat(plain.accepted()).isEqualTo(2);
        }
    }

    @Test
    void aRedirectionToLessSafetyIsNotFollowed() throws Exception {
        SSLServerSocketFactory factory = context(trusted, authority).getServerSocketFactory();
        try (RawServer plain = RawServer.answering(n -> "");
                RawServer secure = RawServer.of(factory, peer -> {
                    peer.readRequest();
                    peer.answer("HTTP/1.1 302 Found\nLocation: " + plain.uri());
                });
                ResilientContainer container = Quick.container(recorder)
                        .sslContext(context(null, authority))
                        .build()) {
            assertThat(Quick.outcome(container.connectAsync(recorder, wss(secure))))
                    .hasMessageContaining("HTTP 302");
            assertThat(plain.accepted()).isZero();
        }
    }
}
