package dev.mooring.server.health;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.Test;

class HealthServerTest {

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
