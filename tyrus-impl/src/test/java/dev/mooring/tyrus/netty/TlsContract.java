package dev.mooring.tyrus.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.tyrus.TestCertificate;
import dev.mooring.tyrus.transport.ConnectRequest;
import dev.mooring.tyrus.transport.Connection;
import dev.mooring.websocket.Failure;
import dev.mooring.websocket.Proxy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whom a connection over TLS trusts, and that it is one like others. */
abstract class TlsContract extends TransportFixture {

    static @Nullable TestCertificate good;
    static @Nullable TestCertificate other;
    private static @Nullable TestCertificate expired;

    @BeforeAll
    static void make() throws Exception {
        good = TestCertificate.vouchedFor(TestCertificate.FOR_LOOPBACK);
        other = TestCertificate.vouchedFor(TestCertificate.FOR_ANOTHER);
        expired = TestCertificate.vouchedFor(TestCertificate.EXPIRED);
    }

    @Test
    void aTrustedCertificateOfTheHostConnects() throws Exception {
        serveTls(known(good).server());
        open(secure(client(good), true, null));
        try (Peer peer = Peer.accept(server).upgrade()) {
            Connection connection = opened();
            Sent sent = new Sent();
            byte[] data = new byte[300_000];
            CompletableFuture<Frame> received = CompletableFuture.supplyAsync(() -> frame(peer), executor);
            connection.sendBinary(ByteBuffer.wrap(data), sent);
            assertThat(received.get().payload()).isEqualTo(data);
            assertThat(sent.succeeded()).isTrue();
            peer.send(Frame.of(0x82, data));
            assertThat(recorder.next(Recorder.Binary.class).data()).isEqualTo(ByteBuffer.wrap(data));
            peer.send(Frame.close(1001, "bye"));
            assertThat(recorder.next(Recorder.Ended.class).failure().closeCode())
                    .isEqualTo(1001);
            assertThat(peer.frame().closeCode()).isEqualTo(1001);
        }
    }

    @Test
    void anExpiredCertificateIsRefused() throws Exception {
        assertThat(refused(known(expired), client(expired)).detail()).contains("expired");
    }

    @Test
    void anUnknownCertificateIsRefused() throws Exception {
        assertThat(refused(known(good), SSLContext.getDefault()).detail()).contains("unknown authority");
    }

    @Test
    void aCertificateOfAnotherHostIsRefused() throws Exception {
        assertThat(refused(known(other), client(other)).detail()).contains("another host");
    }

    @Test
    void theHostNeedNotMatchWhenNobodyAsks() throws Exception {
        serveTls(known(other).server());
        open(secure(client(other), false, null));
        try (Peer peer = Peer.accept(server).upgrade()) {
            opened();
            assertThat(peer.socket).isInstanceOf(SSLSocket.class);
        }
    }

    @Test
    void aServerWithoutTlsIsNoTrustFailure() throws Exception {
        open(secure(client(good), true, null));
        try (Peer peer = Peer.accept(server)) {
            peer.send("HTTP/1.1 400 Bad Request\r\n\r\n");
            Failure failure = recorder.next(Recorder.Failed.class).failure();
            assertThat(failure.kind()).isEqualTo(Failure.Kind.TLS);
        }
    }

    @Test
    void tlsGoesThroughAProxysTunnel() throws Exception {
        open(secure(client(good), true, Proxy.http("127.0.0.1", server.getLocalPort())));
        try (Peer proxy = Peer.accept(server)) {
            assertThat(proxy.head()).startsWith("CONNECT 127.0.0.1:" + server.getLocalPort());
            proxy.send("HTTP/1.1 200 OK\r\n\r\n");
            SSLSocket inner =
                    (SSLSocket) known(good).server().getSocketFactory().createSocket(proxy.socket, null, true);
            inner.setUseClientMode(false);
            try (Peer peer = new Peer(inner).upgrade()) {
                opened();
                peer.send(Frame.of(0x81, "inside"));
                assertThat(recorder.next(Recorder.Text.class).text()).isEqualTo("inside");
            }
        }
    }

    @Test
    void aProxyThatGivesNoTunnelForTlsIsTheReason() throws Exception {
        open(secure(client(good), true, Proxy.http("127.0.0.1", server.getLocalPort())));
        try (Peer proxy = Peer.accept(server)) {
            proxy.head();
            proxy.send("HTTP/1.1 407 Connection closed\r\nContent-Length: 0\r\n\r\n");
            Failure failure = recorder.next(Recorder.Failed.class).failure();
            assertThat(failure.kind()).isEqualTo(Failure.Kind.REFUSED);
            assertThat(failure.detail()).contains("HTTP 407");
        }
    }

    @Test
    void anAbortEndsAStuckConnectionOverTls() throws Exception {
        serveTls(known(good).server());
        open(secure(client(good), true, null));
        try (Peer peer = Peer.accept(server).upgrade()) {
            Connection connection = opened();
            List<Sent> sends = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                Sent sent = new Sent();
                sends.add(sent);
                connection.sendBinary(ByteBuffer.allocate(100_000), sent);
            }
            connection.abort();
            recorder.next(Recorder.Ended.class);
            int failed = 0;
            for (Sent sent : sends) {
                failed += sent.succeeded() ? 0 : 1;
            }
            assertThat(failed).isPositive();
            assertThat(sends).allSatisfy(sent -> assertThat(sent.calls).hasValue(1));
            assertThat(peer.socket.isConnected()).isTrue();
        }
    }

    /** A context that trusts the authority of these certificates alone. */
    abstract SSLContext client(@Nullable TestCertificate trusted) throws GeneralSecurityException, IOException;

    Failure refused(TestCertificate shown, SSLContext client) throws Exception {
        serveTls(shown.server());
        open(secure(client, true, null));
        try (Peer peer = Peer.accept(server)) {
            CompletableFuture.runAsync(() -> handshake(peer.socket), executor);
            Failure failure = recorder.next(Recorder.Failed.class).failure();
            assertThat(failure.kind()).isEqualTo(Failure.Kind.TLS_TRUST);
            return failure;
        }
    }

    private void serveTls(SSLContext context) throws IOException {
        server.close();
        server = context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    }

    ConnectRequest secure(SSLContext context, boolean verify, @Nullable Proxy proxy) {
        ConnectRequest plain = request(URI.create("wss://127.0.0.1:" + server.getLocalPort() + "/"));
        return new ConnectRequest(
                plain.uri(),
                plain.headers(),
                plain.config(),
                context,
                verify,
                proxy,
                false,
                plain.timeout(),
                plain.maxFrameSize());
    }

    static TestCertificate known(@Nullable TestCertificate made) {
        return java.util.Objects.requireNonNull(made);
    }

    private static void handshake(Socket socket) {
        try {
            ((SSLSocket) socket).startHandshake();
        } catch (IOException e) {
            // what the client thinks of the certificate is what this is about
        }
    }

    private static Frame frame(Peer peer) {
        try {
            return peer.frame();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
