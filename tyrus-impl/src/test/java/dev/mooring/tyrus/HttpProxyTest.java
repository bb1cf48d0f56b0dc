package dev.mooring.tyrus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.websocket.Proxy;
import dev.mooring.websocket.ResilientContainer;
import dev.mooring.websocket.ResilientSession;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sessions through a proxy that tunnels by CONNECT. */
class HttpProxyTest {

    private static final String CREDENTIALS =
            "Basic " + Base64.getEncoder().encodeToString("me:pässword".getBytes(StandardCharsets.UTF_8));

    private final Recorder recorder = new Recorder();
    private EchoServer server;

    @BeforeEach
    void start() throws Exception {
        server = EchoServer.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static RawServer proxy(boolean wantsCredentials) throws Exception {
        return RawServer.of(peer -> {
            peer.readRequest();
            if (wantsCredentials && !CREDENTIALS.equals(peer.header("Proxy-Authorization"))) {
                peer.answer("HTTP/1.1 407 Proxy Authentication Required\nProxy-Authenticate: Basic realm=x");
            } else {
                tunnel(peer);
            }
        });
    }

    private static void tunnel(RawPeer peer) throws IOException {
        String[] target = peer.requestLine().split(" ")[1].split(":");
        try (Socket upstream = new Socket(target[0], Integer.parseInt(target[1]))) {
            OutputStream out = peer.socket().getOutputStream();
            out.write("HTTP/1.1 200 Connection established\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            Thread back = new Thread(() -> copy(upstream, peer.socket()), "tunnel");
            back.start();
            copy(peer.socket(), upstream);
        }
    }

    private static void copy(Socket from, Socket to) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            in.transferTo(to.getOutputStream());
        } catch (IOException e) {
            // one of them has gone, so both go
        }
    }

    private ResilientContainer.Builder through(RawServer proxy) {
        return Quick.container(recorder).retry(Quick.RETRY.maxRetries(1)).proxy(Proxy.http("127.0.0.1", proxy.port()));
    }

    private void works(RawServer proxy, ResilientContainer.Builder options) throws Exception {
        try (ResilientContainer container = options.build();
                ResilientSession session = container.connectToServer(recorder, server.uri())) {
            session.getBasicRemote().sendText("through");
            await().untilAsserted(() -> assertThat(recorder.received).containsExactly("through"));
            assertThat(proxy.peers.get(0).requestLine()).isEqualTo("CONNECT 127.0.0.1:" + server.port() + " HTTP/1.1");
            assertThat(server.handshakes.get(0).getHeaders()).doesNotContainKey("Proxy-Authorization");
            session.reconnect();
            await().until(() -> recorder.opened.get() == 2);
            assertThat(proxy.accepted()).isEqualTo(2);
        }
    }

    @Test
    void aProxyTunnels() throws Exception {
        try (RawServer proxy = proxy(false)) {
            works(proxy, through(proxy));
        }
    }

    @Test
    void aProxyIsGivenItsCredentials() throws Exception {
        try (RawServer proxy = proxy(true)) {
            works(
                    proxy,
                    through(proxy).proxy(Proxy.http("127.0.0.1", proxy.port()).credentials("me", "pässword")));
        }
    }

    @Test
    void aProxyThatWantsOtherCredentialsSaysSo() throws Exception {
        try (RawServer proxy = proxy(true);
                ResilientContainer container = through(proxy).build()) {
            assertThat(Quick.outcome(container.connectAsync(recorder, server.uri())))
                    .hasMessageContaining("Proxy[127.0.0.1:" + proxy.port() + "]")
                    .hasMessageContaining("HTTP 407: it wants other credentials");
            assertThat(server.handshakes).isEmpty();
        }
    }

    @Test
    void aProxysRefusalIsNotTakenForTheServers() throws Exception {
        try (RawServer proxy = RawServer.answering(n -> "HTTP/1.1 404 Not Found");
                ResilientContainer container = through(proxy).build()) {
            assertThat(Quick.outcome(container.connectAsync(recorder, server.uri())))
                    .hasMessageContaining("gave no tunnel but HTTP 404");
            assertThat(proxy.accepted())
                    .as("a 404 of the server would be fatal")
                    .isEqualTo(2);
        }
    }

    @Test
    void aProxyThatIsAwayIsTriedAgain() throws Exception {
        RawServer gone = proxy(false);
        gone.close();
        try (ResilientContainer container = through(gone).build()) {
            assertThat(Quick.outcome(container.connectAsync(recorder, server.uri())))
                    .hasMessageContaining("attempt 2")
                    .hasMessageContaining("could not connect");
        }
    }
}
