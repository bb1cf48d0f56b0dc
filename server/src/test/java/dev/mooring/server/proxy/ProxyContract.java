package dev.mooring.server.proxy;

import static dev.mooring.websocket.Heartbeat.ping;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.server.ResilientConfigurator;
import dev.mooring.server.auth.Authenticators;
import dev.mooring.server.auth.HandshakeRejectedException;
import dev.mooring.server.auth.Rejection;
import dev.mooring.server.health.HealthServer;
import dev.mooring.server.policy.ServerPolicy;
import dev.mooring.server.policy.ServerPolicyBuilder;
import dev.mooring.server.session.ServerSession;
import dev.mooring.server.testing.Deployment;
import dev.mooring.server.testing.Proxy;
import dev.mooring.server.testing.RawClient;
import dev.mooring.server.testing.TestServer;
import dev.mooring.websocket.Delivery;
import dev.mooring.websocket.Heartbeat;
import dev.mooring.websocket.delivery.Ack;
import dev.mooring.websocket.delivery.ResumeRequest;
import dev.mooring.websocket.delivery.ResumeResponse;
import jakarta.websocket.CloseReason;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All that is promised of a guarded endpoint, seen through a proxy whose times are a second where the page has more. */
@Tag("servers")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ProxyContract {

    private static final Queue<String> CLOSED = new ConcurrentLinkedQueue<>();

    private static ServerPolicyBuilder options() {
        return ServerPolicy.builder().allowMissingOrigin().trustProxies("127.0.0.1");
    }

    public static class Beating extends ResilientConfigurator {
        public Beating() {
            super(options()
                    .heartbeat(ping().every(ofMillis(300)).timeout(ofSeconds(10)))
                    .build());
        }
    }

    public static class Impatient extends ResilientConfigurator {
        public Impatient() {
            super(options()
                    .heartbeat(ping().every(ofMillis(300)).timeout(ofMillis(300)))
                    .build());
        }
    }

    public static class Silent extends ResilientConfigurator {
        public Silent() {
            super(options().heartbeat(Heartbeat.off()).build());
        }
    }

    public static class Asking extends ResilientConfigurator {
        public Asking() {
            super(options()
                    .authenticate(Authenticators.bearer(status -> {
                        throw new HandshakeRejectedException(Rejection.of(Integer.parseInt(status), "told to")
                                .retryAfter(Duration.ofSeconds(7)));
                    }))
                    .build());
        }
    }

    public static class Echo {
        @OnMessage
        public String message(String text, ServerSession session) throws IOException {
            if (text.startsWith("close ")) {
                String[] words = text.split(" ", 3);
                session.close(
                        new CloseReason(CloseReason.CloseCodes.getCloseCode(Integer.parseInt(words[1])), words[2]));
            }
            return text.equals("address") ? String.valueOf(session.remoteAddress()) : text;
        }

        @OnClose
        public void close(CloseReason reason) {
            CLOSED.add(reason.getCloseCode().getCode() + " " + reason.getReasonPhrase());
        }
    }

    @ServerEndpoint(value = "/beating", configurator = Beating.class)
    public static class BeatingEcho extends Echo {}

    @ServerEndpoint(value = "/impatient", configurator = Impatient.class)
    public static class ImpatientEcho extends Echo {}

    @ServerEndpoint(value = "/silent", configurator = Silent.class)
    public static class SilentEcho extends Echo {}

    @ServerEndpoint(value = "/asking", configurator = Asking.class)
    public static class AskingEcho extends Echo {}

    public static class Resumable extends ResilientConfigurator {
        public Resumable() {
            super(options().delivery(Delivery.resumable()).build());
        }
    }

    @ServerEndpoint(value = "/resumable", configurator = Resumable.class)
    public static class ResumableEcho extends Echo {}

    private TestServer server;
    private HealthServer health;
    private Proxy proxy;
    private int port;

    /** Starts the proxy in front of these two ports. */
    abstract Proxy start(Path directory, int port, int sockets, int health) throws Exception;

    @BeforeAll
    void startAll(@TempDir Path directory) throws Exception {
        server = TestServer.start(Deployment.of(
                BeatingEcho.class, ImpatientEcho.class, SilentEcho.class, AskingEcho.class, ResumableEcho.class));
        health = HealthServer.start(
                server.mooring()::health, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        port = Proxy.freePort(); // behind the others, which take any free port too
        proxy = start(directory, port, server.port(), health.port());
        await().until(() -> {
            try (RawClient client = connect("/silent")) { // a proxy may have to find out first that its server is up
                return client.isOpen();
            }
        });
    }

    @AfterAll
    @SuppressWarnings("NullAway") // without a proxy the tests are skipped, and some of these were never made
    void stopAll() throws Exception {
        for (AutoCloseable each : new AutoCloseable[] {proxy, health, server}) {
            if (each != null) {
                each.close();
            }
        }
    }

    int port() {
        return port;
    }

    /** The sessions of the test before may still be closing. */
    @BeforeEach
    void forget() {
        await().pollDelay(Duration.ZERO)
                .until(() -> server.mooring().runtime().bindings().stream()
                        .allMatch(binding -> binding.guard().connections() == 0 && binding.closingSessions() == 0));
        CLOSED.clear();
    }

    RawClient connect(String path, String... headers) throws IOException {
        return RawClient.upgrade(port, path, headers);
    }

    /** Again, if this machine has stood still for as long as the proxy waits. */
    @Test
    void pingsAndPongsPassBothWaysAndKeepAQuietConnectionOpen() {
        await().atMost(ofSeconds(30))
                .ignoreExceptionsInstanceOf(IOException.class)
                .untilAsserted(this::pingsPassAndKeepItOpen);
    }

    private void pingsPassAndKeepItOpen() throws IOException {
        try (RawClient client = connect("/beating")) {
            client.frame(RawClient.PING, true, "are you there?".getBytes(StandardCharsets.UTF_8));
            assertThat(client.read())
                    .satisfies(pong -> assertThat(pong.opcode()).isEqualTo(RawClient.PONG))
                    .satisfies(pong -> assertThat(pong.text()).isEqualTo("are you there?"));
            for (int i = 0; i < 6; i++) { // longer than the proxy waits for a byte
                RawClient.Frame frame = client.read();
                assertThat(frame.opcode()).isEqualTo(RawClient.PING);
                client.frame(RawClient.PONG, true, frame.payload());
            }
            client.text("still here");
            assertThat(client.readText()).isEqualTo("still here");
        }
    }

    @Test
    void withoutPingsTheProxyCutsAQuietConnection() throws Exception {
        try (RawClient client = connect("/silent")) {
            assertThat(client.isOpen()).isTrue();
            assertThat(client.readCloseCode()).isEqualTo(1006);
        }
        await().untilAsserted(() -> assertThat(CLOSED).isNotEmpty());
    }

    @Test
    void aDeadClientIsFoundThroughTheProxy() throws Exception {
        try (RawClient client = connect("/impatient")) {
            assertThat(client.isOpen()).isTrue();
            await().untilAsserted(() -> assertThat(CLOSED).containsExactly("1006 heartbeat timeout"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 1001, 1003, 1007, 1008, 1009, 1011, 1012, 1013, 4401})
    void closeCodesAndReasonsPass(int code) throws Exception {
        String reason = "mooring;retry-ms=1000;to=wss://other.example/chat";
        try (RawClient client = connect("/silent")) {
            client.text("close " + code + " " + reason);
            RawClient.Frame close = client.readData();
            assertThat(close.opcode()).isEqualTo(RawClient.CLOSE);
            assertThat(close.closeCode()).isEqualTo(code);
            assertThat(close.closeReason()).isEqualTo(reason);
        }
    }

    @Test
    void theClientsCloseCodePasses() throws Exception {
        try (RawClient client = connect("/silent")) {
            client.close(4000);
            await().untilAsserted(() -> assertThat(CLOSED).containsExactly("4000 "));
        }
    }

    @Test
    void tooLargeAMessageIsStillClosedWith1009() throws Exception {
        try (RawClient client = connect("/silent")) {
            client.text("x".repeat(65_536));
            assertThat(client.readText()).hasSize(65_536);
            client.text("x".repeat(65_537));
            assertThat(client.readCloseCode()).isEqualTo(1009);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 429, 503})
    void rejectionsPassWithTheirHeaders(int status) throws Exception {
        try (RawClient client = connect("/asking", "Authorization: Bearer " + status)) {
            assertThat(client.status()).isEqualTo(status);
            assertThat(client.header("Retry-After")).isEqualTo("7");
            if (status == 401) {
                assertThat(client.header("WWW-Authenticate")).startsWith("Bearer");
            }
        }
    }

    @Test
    void theAddressIsTheClientsWhateverItClaims() throws Exception {
        try (RawClient client = RawClient.upgradeFrom("127.0.0.2", port, "/silent", "X-Forwarded-For: 203.0.113.9")) {
            client.text("address");
            assertThat(client.readText()).isEqualTo("127.0.0.2");
        }
    }

    @Test
    void aSlowHandshakeIsEndedByTheProxy() throws Exception {
        try (RawClient client = RawClient.tcp(port)) {
            client.write("GET /silent HTTP/1.1\r\nHost: localhost\r\nUpgrade: webso".getBytes(StandardCharsets.UTF_8));
            client.readHead();
            assertThat(client.status()).isIn(0, 408);
        }
    }

    @Test
    void aSessionIsAcknowledgedAndResumed() throws Exception {
        ResumeResponse first;
        try (RawClient client = connect("/resumable", ResumeRequest.HEADER + ": 1")) {
            first = ResumeResponse.parse(client.header(ResumeRequest.HEADER));
            client.text("a");
            RawClient.Frame frame = client.read();
            while (frame.opcode() != RawClient.PONG) {
                frame = client.read();
            }
            assertThat(Ack.read(ByteBuffer.wrap(frame.payload())).processed()).isEqualTo(1);
        }
        String resume = new ResumeRequest(first.id(), first.token(), 0, 0).format();
        try (RawClient client = connect("/resumable", ResumeRequest.HEADER + ": " + resume)) {
            ResumeResponse second = ResumeResponse.parse(client.header(ResumeRequest.HEADER));
            assertThat(second.resumed()).isTrue();
            assertThat(second.received()).isEqualTo(1);
            client.close(1000);
        }
    }

    @Test
    void strangersDoNotReachTheHealthCheck() throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(403);
    }
}
