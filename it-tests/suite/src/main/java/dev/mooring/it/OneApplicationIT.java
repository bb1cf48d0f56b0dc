package dev.mooring.it;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mooring.websocket.ConnectionException;
import dev.mooring.websocket.Heartbeat;
import dev.mooring.websocket.ResilientContainer;
import dev.mooring.websocket.ResilientSession;
import dev.mooring.websocket.RetryPolicy;
import jakarta.websocket.DeploymentException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One application in the server: both halves, and clients outside. */
@ExtendWith(ArquillianExtension.class)
class OneApplicationIT {

    private final Site site = Site.of("mooring");

    @Deployment(testable = false)
    static WebArchive app() {
        return Wars.named("mooring");
    }

    @Test
    void aClientMadeByHandInTheServerTalksToTheEndpointBesideIt() {
        assertThat(site.get("ask?text=hello&uri=" + site.socket("echo"))).isEqualTo("hello");
    }

    @Test
    void aClientBeanIsOpenAndExchangesJsonWithAnInjectedEndpoint() {
        assertThat(site.get("here?symbol=EURUSD")).startsWith("EURUSD 42.0\n");
    }

    @Test
    void callbacksRunOnTheServersThreadsWithWhatTheApplicationNeeds() {
        List<String> surroundings = site.get("here?symbol=GBPUSD").lines().toList();
        assertThat(surroundings).contains("loader ours", "module mooring");
        assertThat(surroundings.get(1)).startsWith("thread ").doesNotContain("mooring-");
    }

    @Test
    void aClientOutsideExchangesJson() throws Exception {
        Outside outside = new Outside();
        try (ResilientContainer container = Outside.patient().build();
                ResilientSession session = container.connectToServer(outside, site.socket("quotes"))) {
            session.getBasicRemote().sendText("{\"symbol\":\"EURUSD\",\"price\":1.5}");
            await().until(() -> !outside.received.isEmpty());
            assertThat(outside.received.get(0))
                    .contains("\"symbol\":\"EURUSD\"")
                    .contains("\"price\":3.0");
        }
    }

    @Test
    void aTopicReachesAllThatJoinedAlsoFromAnInjectedServer() throws Exception {
        Outside one = new Outside();
        Outside two = new Outside();
        try (ResilientContainer container = Outside.patient().build();
                ResilientSession first = container.connectToServer(one, site.socket("room/blue"));
                ResilientSession second = container.connectToServer(two, site.socket("room/blue"))) {
            await().until(() -> {
                first.getBasicRemote().sendText("from a member"); // again, until the server has let the other one join
                return two.received.contains("from a member");
            });
            assertThat(site.get("publish?topic=blue&text=from-a-servlet")).isEqualTo("published");
            await().untilAsserted(() -> assertThat(List.of(one, two))
                    .allSatisfy(each -> assertThat(each.received).contains("from a member", "from-a-servlet")));
            assertThat(second.isOpen()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"nobody, 401, ", "403, 403, ", "429, 429, PT7S", "503, 503, PT7S"})
    void aRejectionKeepsItsStatus(String token, int status, String retryAfter) throws Exception {
        Outside outside = new Outside();
        try (ResilientContainer container =
                with(token).retry(RetryPolicy.none()).build()) {
            assertThatThrownBy(() -> container.connectToServer(outside, site.socket("guarded")))
                    .isInstanceOf(DeploymentException.class)
                    .satisfies(failure -> {
                        ConnectionException cause = (ConnectionException) failure.getCause();
                        assertThat(cause.failure().httpStatus()).isEqualTo(status);
                        assertThat(String.valueOf(cause.failure().retryAfter())).isEqualTo(String.valueOf(retryAfter));
                    });
        }
        assertThat(outside.opened).hasValue(0);
    }

    @Test
    void whoIsLetInIsThePrincipal() throws Exception {
        Outside outside = new Outside();
        try (ResilientContainer container = with("alice").build();
                ResilientSession session = container.connectToServer(outside, site.socket("guarded"))) {
            session.getBasicRemote().sendText("who am I?");
            await().untilAsserted(() -> assertThat(outside.received).containsExactly("alice"));
        }
    }

    @Test
    void aForeignOriginIsRefused() {
        assertThatThrownBy(() -> {
                    try (ResilientContainer container = Outside.patient()
                            .headers(attempt -> Map.of(
                                    "Origin",
                                    List.of("https://evil.example"),
                                    "Authorization",
                                    List.of("Bearer alice")))
                            .retry(RetryPolicy.none())
                            .build()) {
                        container.connectToServer(new Outside(), site.socket("guarded"));
                    }
                })
                .hasMessageContaining("403");
    }

    @Test
    void heartbeatsGoBothWays() throws Exception {
        Outside outside = new Outside();
        try (ResilientContainer container = Outside.patient()
                        .heartbeat(Heartbeat.ping().every(ofMillis(200)).timeout(ofSeconds(5)))
                        .build();
                ResilientSession session = container.connectToServer(outside, site.socket("pulse"))) {
            await().until(() -> session.stats().heartbeatRoundTrip() != null);
            // longer than the server waits for a pong of ours
            await().atMost(ofSeconds(10)).until(() -> session.stats().uptime().compareTo(ofMillis(2500)) > 0);
            assertThat(outside.opened).hasValue(1);
        }
    }

    @Test
    @SuppressWarnings("AddressSelection") // it is an address already
    void aClientThatAnswersNoPingIsEnded() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", site.port())) {
            socket.setSoTimeout(15_000);
            socket.getOutputStream()
                    .write(String.join(
                                    "\r\n",
                                    "GET /mooring/pulse HTTP/1.1",
                                    "Host: 127.0.0.1:" + site.port(),
                                    "Upgrade: websocket",
                                    "Connection: Upgrade",
                                    "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
                                    "Sec-WebSocket-Version: 13",
                                    "",
                                    "")
                            .getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            byte[] answer = in.readNBytes(12);
            assertThat(new String(answer, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 101");
            long start = System.nanoTime();
            in.transferTo(OutputStream.nullOutputStream()); // until the server ends it
            assertThat((System.nanoTime() - start) / 1_000_000).isGreaterThan(1_000);
        }
    }

    @Test
    void metersOfBothHalvesAreBoundWhenTheApplicationStarts() {
        await().untilAsserted(() -> assertThat(site.get("meters"))
                .contains("mooring.client.sessions name=here state=open value 1.0")
                .containsPattern("mooring.server.connections endpoint=/quotes value [1-9]")
                .contains("mooring.server.draining value 0.0"));
    }

    @Test
    void theServerHasCdi4() {
        String server = site.get("server");
        assertThat(server).containsPattern("CDI 4\\.[01] \\(org.jboss.weld");
        System.out.println("server: " + server);
    }

    private static ResilientContainer.Builder with(String token) {
        return Outside.patient().headers(attempt -> Map.of("Authorization", List.of("Bearer " + token)));
    }
}
