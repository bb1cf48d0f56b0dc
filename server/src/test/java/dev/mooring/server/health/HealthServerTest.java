package dev.mooring.server.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.server.MooringServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class HealthServerTest {

    @Test
    void whatIsAskedDecidesWhatIsAnswered() throws Exception {
        try (MooringServer mooring = MooringServer.create();
                HealthServer health = HealthServer.start(
                        mooring::health, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            assertThat(ask(health, "GET", "/health"))
                    .returns(200, HttpResponse::statusCode)
                    .satisfies(answer -> assertThat(answer.body()).startsWith("{\"status\":\"up\""));
            assertThat(ask(health, "HEAD", "/health"))
                    .returns(200, HttpResponse::statusCode)
                    .returns("", HttpResponse::body);
            assertThat(ask(health, "DELETE", "/health").statusCode()).isEqualTo(405);
            assertThat(ask(health, "GET", "/other").statusCode()).isEqualTo(404);
            mooring.drain(Duration.ofMillis(1));
            assertThat(ask(health, "HEAD", "/health").statusCode()).isEqualTo(503);
        }
    }

    @Test
    void itsThreadsEndWithIt() throws Exception {
        try (MooringServer mooring = MooringServer.create();
                HealthServer health = HealthServer.start(
                        mooring::health, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            ask(health, "GET", "/health");
            assertThat(threads()).isNotEmpty();
        }
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(threads()).isEmpty());
    }

    /** Of every health server there is: none of another test is left either. */
    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("mooring-health"))
                .toList();
    }

    private static HttpResponse<String> ask(HealthServer health, String method, String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + health.port() + path))
                                .method(method, HttpRequest.BodyPublishers.noBody())
                                .timeout(Duration.ofSeconds(20))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void requestsThatDoNotComeToTheirEndKeepNobodyElseWaiting() throws Exception {
        try (MooringServer mooring = MooringServer.create();
                HealthServer health = HealthServer.start(
                        mooring::health, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                Socket head = new Socket(InetAddress.getLoopbackAddress(), health.port());
                Socket body = new Socket(InetAddress.getLoopbackAddress(), health.port())) {
            body.setSoTimeout(10_000);
            head.getOutputStream().write("GET /hea".getBytes(StandardCharsets.US_ASCII));
            body.getOutputStream()
                    .write("POST /health HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(body.getInputStream().read()).isEqualTo('H'); // answered, and its body is still waited for
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + health.port() + "/health"))
                    .timeout(Duration.ofSeconds(10))
                    .build();
            assertThat(HttpClient.newHttpClient()
                            .send(request, HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(200);
        }
    }
}
