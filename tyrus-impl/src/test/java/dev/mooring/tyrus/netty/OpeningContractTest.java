package dev.mooring.tyrus.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.tyrus.transport.ConnectRequest;
import dev.mooring.tyrus.transport.Transport;
import dev.mooring.websocket.Failure;
import dev.mooring.websocket.Proxy;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.HandshakeResponse;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class OpeningContractTest extends ContractTest {

    @Test
    void aRefusedConnectionFails() throws Exception {
        int port = server.getLocalPort();
        server.close();
        open(request(URI.create("ws://127.0.0.1:" + port + "/")));
        assertThat(failure().kind()).isEqualTo(Failure.Kind.REFUSED);
    }

    @Test
    void anUnknownNameFails() throws Exception {
        open(request(URI.create("ws://no-such-host.invalid/")));
        assertThat(failure().kind()).isEqualTo(Failure.Kind.DNS);
    }

    @Test
    void allAddressesOfANameAreTried() throws Exception {
        // localhost may well be ::1 first, where nobody listens
        open(request(URI.create("ws://localhost:" + server.getLocalPort() + "/")));
        try (Peer peer = Peer.accept(server).upgrade()) {
            assertThat(peer.request).containsIgnoringCase("host: localhost:" + server.getLocalPort());
            opened();
        }
    }

    @Test
    void everyOtherStatusThan101FailsWithIt() throws Exception {
        for (int status : List.of(200, 204, 302, 400, 401, 403, 404, 429, 500, 503)) {
            open(request(Peer.uri(server)));
            try (Peer peer = Peer.accept(server)) {
                peer.head();
                peer.send("HTTP/1.1 " + status + " Whatever\r\nRetry-After: 7\r\nLocation: ws://elsewhere/\r\n"
                        + "Content-Length: 0\r\n\r\n");
                Failure failure = failure();
                assertThat(failure.kind()).isEqualTo(Failure.Kind.HTTP_STATUS);
                assertThat(failure.httpStatus()).isEqualTo(status);
                assertThat(failure.retryAfter()).isEqualTo(Duration.ofSeconds(7));
                assertThat(failure.location()).isEqualTo(status == 302 ? URI.create("ws://elsewhere/") : null);
            }
        }
    }

    @Test
    void whatIsOnlyInformationIsNotTheAnswer() throws Exception {
        for (String early : List.of(
                "HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload\r\n\r\n",
                "HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\nX-One: 1\r\n\r\n",
                "HTTP/1.1 100 Continue\r\n\r\n")) {
            open(request(Peer.uri(server)));
            try (Peer peer = Peer.accept(server)) {
                peer.head();
                ByteArrayOutputStream all = new ByteArrayOutputStream();
                all.writeBytes((early + peer.answer()).getBytes(StandardCharsets.US_ASCII));
                all.writeBytes(Frame.of(0x81, "after " + early.length()));
                peer.send(all.toByteArray());
                opened();
                assertThat(recorder.next(Recorder.Text.class).text()).isEqualTo("after " + early.length());
            }
            recorder.next(Recorder.Ended.class);
        }
    }

    @Test
    void norIsItBeforeARefusal() throws Exception {
        open(request(Peer.uri(server)));
        try (Peer peer = Peer.accept(server)) {
            peer.head();
            peer.send("HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 503 Busy\r\nContent-Length: 2\r\n\r\nno");
            assertThat(failure().httpStatus()).isEqualTo(503);
        }
    }

    @Test
    void theBodyOfARefusalIsNoSecondAnswer() throws Exception {
        List<String> warnings = new CopyOnWriteArrayList<>();
        Handler log = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
                    warnings.add(entry.getLoggerName() + ": " + entry.getMessage());
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger root = Logger.getLogger("");
        root.addHandler(log);
        try {
            open(request(Peer.uri(server)));
            try (Peer peer = Peer.accept(server)) {
                peer.head();
                peer.send("HTTP/1.1 503 Busy\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + "3\r\nnot\r\n4\r\n now\r\n6\r\n, then\r\n0\r\n\r\n");
                assertThat(failure().httpStatus()).isEqualTo(503);
                peer.in.skip(Long.MAX_VALUE); // to its end
            }
            transport.close(); // none of its threads has more to say
            assertThat(warnings).isEmpty();
        } finally {
            root.removeHandler(log);
        }
    }

    @Test
    void cookiesGoOutAsAListOfTheirOwnKind() throws Exception {
        open(configured(new ClientEndpointConfig.Configurator() {
            @Override
            public void beforeRequest(Map<String, List<String>> headers) {
                headers.put("cookie", List.of("JSESSIONID=1", "auth=2"));
                headers.put("X-List", List.of("a", "b"));
            }
        }));
        try (Peer peer = Peer.accept(server).upgrade()) {
            assertThat(peer.request)
                    .containsIgnoringCase("cookie: JSESSIONID=1; auth=2\r\n")
                    .containsIgnoringCase("x-list: a, b\r\n");
            opened();
        }
    }

    @Test
    void aConnectionHeaderMayHaveMoreThanTheUpgrade() throws Exception {
        for (String lines :
                List.of("Connection: keep-alive, Upgrade", "Connection: keep-alive\r\nconnection: Upgrade")) {
            open(request(Peer.uri(server)));
            try (Peer peer = Peer.accept(server)) {
                peer.head();
                peer.send(peer.answer().replace("Connection: Upgrade", lines));
                opened();
            }
            recorder.next(Recorder.Ended.class);
        }
    }

    @Test
    void whatTheConfiguratorSeesIsAsItCame() throws Exception {
        AtomicReference<List<String>> cookies = new AtomicReference<>();
        open(configured(new ClientEndpointConfig.Configurator() {
            @Override
            public void afterResponse(HandshakeResponse response) {
                cookies.set(response.getHeaders().get("Set-Cookie"));
            }
        }));
        String first = "a=1; Expires=Wed, 21 Oct 2037 07:28:00 GMT";
        try (Peer ignored = Peer.accept(server).upgrade("Set-Cookie: " + first, "Set-Cookie: b=\"2,3\"")) {
            opened();
            assertThat(cookies.get()).containsExactly(first, "b=\"2,3\"");
        }
    }

    @Test
    void aWrongAcceptKeyFails() throws Exception {
        open(request(Peer.uri(server)));
        try (Peer peer = Peer.accept(server)) {
            peer.head();
            peer.send(peer.answer().replaceFirst("Accept: ...", "Accept: abc"));
            assertThat(failure().kind()).isEqualTo(Failure.Kind.HANDSHAKE_BROKEN);
        }
    }

    @Test
    void aServerThatHangsUpDuringTheUpgradeFails() throws Exception {
        open(request(Peer.uri(server)));
        try (Peer peer = Peer.accept(server)) {
            peer.head();
        }
        assertThat(failure().kind()).isEqualTo(Failure.Kind.HANDSHAKE_BROKEN);
    }

    @Test
    void theSubprotocolIsOffered() throws Exception {
        open(withSubprotocols(List.of("v2", "v1")));
        try (Peer peer = Peer.accept(server).upgrade("Sec-WebSocket-Protocol: v1")) {
            assertThat(peer.request).containsPattern("(?i)sec-websocket-protocol: v2, ?v1");
            assertThat(opened().session().getNegotiatedSubprotocol()).isEqualTo("v1");
        }
    }

    @Test
    void aServerThatTakesNoneOfTheSubprotocolsFails() throws Exception {
        open(withSubprotocols(List.of("v2")));
        try (Peer peer = Peer.accept(server).upgrade()) {
            assertThat(failure().kind()).isEqualTo(Failure.Kind.SUBPROTOCOL);
            assertThat(peer.in.read()).isEqualTo(-1);
        }
    }

    @Test
    void aSubprotocolThatNobodyOfferedFails() throws Exception {
        open(request(Peer.uri(server)));
        try (Peer peer = Peer.accept(server).upgrade("Sec-WebSocket-Protocol: chat")) {
            Failure failure = failure();
            assertThat(failure.kind()).isEqualTo(Failure.Kind.SUBPROTOCOL);
            assertThat(failure.detail()).contains("chat");
            assertThat(peer.in.read()).isEqualTo(-1);
        }
    }

    @Test
    void aSubprotocolOfTheConfiguratorsIsOffered() throws Exception {
        open(configured(asking("Sec-WebSocket-Protocol", "v2, v1")));
        try (Peer ignored = Peer.accept(server).upgrade("Sec-WebSocket-Protocol: v1")) {
            assertThat(opened().session().getNegotiatedSubprotocol()).isEqualTo("v1");
        }
    }

    @Test
    void anExtensionThatNobodyOfferedFails() throws Exception {
        open(request(Peer.uri(server)));
        try (Peer peer = Peer.accept(server).upgrade("Sec-WebSocket-Extensions: permessage-deflate; server_max=1")) {
            Failure failure = failure();
            assertThat(failure.kind()).isEqualTo(Failure.Kind.HANDSHAKE_BROKEN);
            assertThat(failure.detail()).contains("permessage-deflate");
            assertThat(peer.in.read()).isEqualTo(-1);
        }
    }

    @Test
    void anExtensionOfTheConfiguratorsIsOffered() throws Exception {
        open(configured(asking("Sec-WebSocket-Extensions", "other, x-none; a=1")));
        try (Peer ignored = Peer.accept(server).upgrade("Sec-WebSocket-Extensions: x-none; a=\"2,3\"")) {
            opened();
        }
    }

    @Test
    void aListOfExtensionsMayHaveEmptyElements() throws Exception {
        open(configured(asking("Sec-WebSocket-Extensions", "other, x-none; a=1")));
        try (Peer ignored =
                Peer.accept(server).upgrade("Sec-WebSocket-Extensions: , , x-none; a=\"2, ,3\", , other ,")) {
            opened();
        }
    }

    @Test
    void anAbortedAttemptEndsAtOnce() throws Exception {
        Transport.Opening attempt = open(request(Peer.uri(server)));
        try (Peer peer = Peer.accept(server)) {
            peer.head();
            attempt.abort();
            assertThat(peer.in.read()).isEqualTo(-1);
        }
    }

    @Test
    void aHeaderWithoutValuesFailsAtOnce() throws Exception {
        open(configured(new ClientEndpointConfig.Configurator() {
            @Override
            @SuppressWarnings("NullAway") // it is what this is about
            public void beforeRequest(Map<String, List<String>> headers) {
                headers.put("X-Null", null);
            }
        }));
        assertThat(failure().kind()).isEqualTo(Failure.Kind.HANDSHAKE_BROKEN);
    }

    @Test
    void aProxyIsAskedForATunnel() throws Exception {
        Proxy proxy = Proxy.http("127.0.0.1", server.getLocalPort()).credentials("me", "secret");
        open(request(URI.create("ws://behind.invalid:8080/path"), proxy, MAX_FRAME));
        try (Peer peer = Peer.accept(server)) {
            String basic = Base64.getEncoder().encodeToString("me:secret".getBytes(StandardCharsets.UTF_8));
            assertThat(peer.head())
                    .startsWith("CONNECT behind.invalid:8080 HTTP/1.1\r\n")
                    .containsIgnoringCase("proxy-authorization: Basic " + basic);
            peer.send("HTTP/1.1 200 Connected\r\n\r\n");
            peer.upgrade();
            assertThat(peer.request).startsWith("GET /path HTTP/1.1");
            opened();
            peer.send(Frame.of(0x81, "through"));
            assertThat(recorder.next(Recorder.Text.class).text()).isEqualTo("through");
        }
    }

    @Test
    void aProxyThatRefusesIsNotTheServer() throws Exception {
        Proxy proxy = Proxy.http("127.0.0.1", server.getLocalPort());
        open(request(URI.create("ws://behind.invalid:8080/path"), proxy, MAX_FRAME));
        try (Peer peer = Peer.accept(server)) {
            peer.head();
            peer.send("HTTP/1.1 407 Who are you\r\nContent-Length: 0\r\n\r\n");
            Failure failure = failure();
            assertThat(failure.kind()).isEqualTo(Failure.Kind.REFUSED);
            assertThat(failure.detail()).contains("407").doesNotContain("secret");
        }
    }

    @Test
    void aSilentServerIsLeftInTime() throws Exception {
        ConnectRequest patient = request(Peer.uri(server));
        Transport.Opening attempt = open(new ConnectRequest(
                patient.uri(),
                patient.headers(),
                patient.config(),
                null,
                true,
                null,
                false,
                Duration.ofMillis(1500), // time enough to connect
                () -> MAX_FRAME));
        try (Peer peer = Peer.accept(server)) {
            peer.head();
            if (carrier.isGrizzly()) {
                attempt.abort(); // there the time limit is the engine's, which ends the attempt like this
            } else {
                assertThat(failure().kind()).isEqualTo(Failure.Kind.TIMEOUT);
            }
            assertThat(peer.in.read()).isEqualTo(-1);
        }
    }

    @Test
    void anEndlessResponseHeadFails() throws Exception {
        open(request(Peer.uri(server)));
        try (Peer peer = Peer.accept(server)) {
            peer.head();
            MessagesContractTest.quietly(() -> peer.send("HTTP/1.1 101 Switching\r\nX: " + "y".repeat(40_000)));
            assertThat(failure().kind()).isEqualTo(Failure.Kind.HANDSHAKE_BROKEN);
        }
    }

    private Failure failure() throws InterruptedException {
        return recorder.next(Recorder.Failed.class).failure();
    }

    private ConnectRequest withSubprotocols(List<String> subprotocols) {
        return with(ClientEndpointConfig.Builder.create()
                .preferredSubprotocols(subprotocols)
                .build());
    }

    private ConnectRequest configured(ClientEndpointConfig.Configurator configurator) {
        return with(
                ClientEndpointConfig.Builder.create().configurator(configurator).build());
    }

    private static ClientEndpointConfig.Configurator asking(String name, String value) {
        return new ClientEndpointConfig.Configurator() {
            @Override
            public void beforeRequest(Map<String, List<String>> headers) {
                headers.put(name, List.of(value));
            }
        };
    }

    private ConnectRequest with(ClientEndpointConfig config) {
        ConnectRequest plain = request(Peer.uri(server));
        return new ConnectRequest(
                plain.uri(), Map.of(), config, null, true, null, false, plain.timeout(), () -> MAX_FRAME);
    }
}
