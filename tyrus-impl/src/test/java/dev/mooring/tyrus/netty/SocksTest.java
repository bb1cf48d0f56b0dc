package dev.mooring.tyrus.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.tyrus.transport.ConnectRequest;
import dev.mooring.websocket.Failure;
import dev.mooring.websocket.Proxy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SocksTest {

    private static final URI BEHIND = URI.create("ws://behind.invalid:8080/path");

    private final NettyTransport transport = new NettyTransport("socks", Runnable::run, true);
    private final Recorder recorder = new Recorder();

    @AfterEach
    void stop() {
        transport.close();
    }

    @Test
    void theProxyIsToldTheNameAndTheCredentials() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Proxy proxy = Proxy.socks5("127.0.0.1", server.getLocalPort()).credentials("me", "secret");
            transport.open(ContractTest.request(BEHIND, proxy, 1000), recorder);
            try (Peer peer = Peer.accept(server)) {
                assertThat(bytes(peer, 2 + 2)).as("version and methods").startsWith(5, 2);
                peer.send(new byte[] {5, 2});
                assertThat(bytes(peer, 2 + 2 + 1 + 6))
                        .isEqualTo("\u0001\u0002me\u0006secret".getBytes(StandardCharsets.US_ASCII));
                peer.send(new byte[] {1, 0});
                String name = "behind.invalid";
                byte[] request = bytes(peer, 5 + name.length() + 2);
                assertThat(request).startsWith(5, 1, 0, 3, name.length());
                assertThat(new String(request, 5, name.length(), StandardCharsets.US_ASCII))
                        .isEqualTo(name);
                peer.send(new byte[] {5, 0, 0, 1, 127, 0, 0, 1, 0, 80});
                peer.upgrade();
                recorder.connection();
                peer.send(Frame.of(0x81, "through"));
                assertThat(recorder.next(Recorder.Text.class).text()).isEqualTo("through");
            }
        }
    }

    @Test
    void anAddressIsToldAsOne() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Proxy proxy = Proxy.socks5("127.0.0.1", server.getLocalPort());
            transport.open(ContractTest.request(URI.create("ws://[::1]:8080/"), proxy, 1000), recorder);
            try (Peer peer = Peer.accept(server)) {
                bytes(peer, 3);
                peer.send(new byte[] {5, 0});
                assertThat(bytes(peer, 4 + 16 + 2))
                        .containsExactly(5, 1, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0x1F, 0x90);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ws", "wss"})
    void aProxyThatRefusesIsNotTheServer(String scheme) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            open(scheme, server);
            try (Peer peer = Peer.accept(server)) {
                bytes(peer, 3);
                peer.send(new byte[] {5, 0});
                bytes(peer, 5 + "behind.invalid".length() + 2);
                peer.send(new byte[] {5, 5, 0, 1, 0, 0, 0, 0, 0, 0});
                assertThat(recorder.next(Recorder.Failed.class).failure().kind())
                        .isEqualTo(Failure.Kind.REFUSED);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ws", "wss"})
    void aProxyThatHangsUpIsNotTheServer(String scheme) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            open(scheme, server);
            try (Peer peer = Peer.accept(server)) {
                bytes(peer, 3);
            }
            Failure failure = recorder.next(Recorder.Failed.class).failure();
            assertThat(failure.kind()).isEqualTo(Failure.Kind.REFUSED);
            assertThat(failure.detail()).contains("gave no tunnel");
        }
    }

    private void open(String scheme, ServerSocket server) throws Exception {
        Proxy proxy = Proxy.socks5("127.0.0.1", server.getLocalPort());
        ConnectRequest plain = ContractTest.request(URI.create(scheme + "://behind.invalid:8080/"), proxy, 1000);
        transport.open(
                new ConnectRequest(
                        plain.uri(),
                        plain.headers(),
                        plain.config(),
                        scheme.equals("wss") ? SSLContext.getDefault() : null,
                        true,
                        proxy,
                        false,
                        plain.timeout(),
                        plain.maxFrameSize()),
                recorder);
    }

    private static byte[] bytes(Peer peer, int count) throws IOException {
        byte[] bytes = new byte[count];
        peer.in.readFully(bytes);
        return bytes;
    }
}
