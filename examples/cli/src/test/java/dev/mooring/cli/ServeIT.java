package dev.mooring.cli;

import static dev.mooring.cli.CliProcess.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The guard, tried from the shell: the jar as a guarded server, and the jar as its client. */
@Timeout(120)
class ServeIT {

    @Test
    void whoIsNotAllowedIsToldByTheStatus() throws Exception {
        String[] guard = {"--allow-origin", "https://app.example", "--allow-origin", "https://*.wide.example"};
        String token = "Authorization: Bearer secret";
        try (CliProcess server = serve("--echo", "--token", "secret", guard[0], guard[1], guard[2], guard[3]);
                CliProcess allowed =
                        connect(server, "/", "--header", token, "--header", "Origin: https://app.example");
                CliProcess wide =
                        connect(server, "/", "--header", token, "--header", "Origin: https://a.wide.example");
                CliProcess evil = connect(server, "/", "--header", token, "--header", "Origin: https://evil.example");
                CliProcess wrong =
                        connect(server, "/", "--header", token + "2", "--header", "Origin: https://app.example")) {
            for (CliProcess client : List.of(allowed, wide)) {
                client.send("hello").endOfInput();
                assertThat(client.exitCode()).isZero();
                assertThat(client.out()).containsExactly("hello");
            }
            assertThat(evil.exitCode()).isEqualTo(1);
            assertThat(evil.err()).last().asString().contains("HTTP 403");
            assertThat(wrong.exitCode()).isEqualTo(1);
            assertThat(wrong.err()).last().asString().contains("HTTP 401");
        }
    }

    @Test
    void aTokenMayComeInTheQueryAndIsNotPrinted() throws Exception {
        try (CliProcess server = serve("--echo", "--token", "a", "--token", "hunter2");
                CliProcess client = connect(server, "/?access_token=hunter2")) {
            client.send("hello").endOfInput();
            assertThat(client.exitCode()).isZero();
            assertThat(client.out()).containsExactly("hello");
            assertThat(server.out().toString() + server.err()).doesNotContain("hunter2");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "--rate=3/1m, 1008, too many messages",
        "--max-message=125, 1009, message too big",
    })
    void whoGoesTooFarIsClosed(String option, int code, String reason) throws Exception {
        try (CliProcess server = serve("--echo", option);
                CliProcess client = connect(server, "/", "--events", "json", "--max-retries", "0")) {
            client.send("1")
                    .awaitOut("1")
                    .send("2")
                    .awaitOut("2")
                    .send("3")
                    .awaitOut("3")
                    .send("4".repeat(126));
            assertThat(client.exitCode()).isEqualTo(1);
            assertThat(client.events("Closed").get(0))
                    .containsEntry("code", number(code))
                    .containsEntry("reason", reason);
        }
    }

    @Test
    void messagesAboveTheRateCanBeDropped() throws Exception {
        try (CliProcess server = serve("--echo", "--rate", "2/1h", "--rate-excess", "drop");
                CliProcess client = connect(server, "/", "--linger", "500ms")) {
            client.send("1", "2", "3", "4").endOfInput();
            assertThat(client.exitCode()).isZero();
            assertThat(client.out()).containsExactly("1", "2");
        }
    }

    @Test
    void aDeadClientIsFoundByTheHeartbeat() throws Exception {
        try (CliProcess server = serve("--heartbeat", "1s", "--heartbeat-timeout", "2s", "--health-port", "0");
                CliProcess client = connect(server, "/")) {
            client.send("hello");
            server.awaitOut("hello");
            assertThat(health(server).body()).startsWith("{\"status\":\"up\",\"connections\":1,");
            client.signal("STOP");
            await().untilAsserted(() -> assertThat(health(server).body())
                    .startsWith("{\"status\":\"up\",\"connections\":0,")
                    .contains("\"dead\":1"));
        }
    }

    @Test
    void aTopicReachesEveryoneOnTheSamePath() throws Exception {
        try (CliProcess server = serve("--topic-broadcast");
                CliProcess one = connect(server, "/room");
                CliProcess two = connect(server, "/room");
                CliProcess other = connect(server, "/other")) {
            two.send("two is here").awaitOut("two is here");
            other.send("other is here").awaitOut("other is here");
            one.send("hello");
            two.awaitOut("hello");
            one.awaitOut("hello");
            other.send("bye").awaitOut("bye");
            assertThat(other.out()).containsExactly("other is here", "bye");
        }
    }

    @Test
    void onSigtermClientsAreSentElsewhereAndTheServerExitsWith0() throws Exception {
        try (CliProcess next = serve("--echo");
                CliProcess server = serve(
                        "--echo",
                        "--health-port",
                        "0",
                        "--drain-on",
                        "SIGTERM",
                        "--drain-window",
                        "4s",
                        "--drain-retry",
                        "50ms",
                        "--drain-to",
                        url(next, "/"))) {
            List<CliProcess> clients = new ArrayList<>();
            try {
                for (int i = 0; i < 2; i++) {
                    clients.add(connect(server, "/", "--events", "json")
                            .send("before")
                            .awaitOut("before"));
                }
                assertThat(health(server).statusCode()).isEqualTo(200);
                server.signal("TERM");
                await().untilAsserted(
                                () -> assertThat(health(server).statusCode()).isEqualTo(503));
                for (CliProcess client : clients) {
                    client.awaitEvents("Opened", 2).send("after").awaitOut("after");
                    Map<String, Object> closed = client.events("Closed").get(0);
                    assertThat(closed).containsEntry("code", number(1012));
                    assertThat(closed).containsEntry("reason", "mooring;retry-ms=50;to=" + url(next, "/"));
                    assertThat(client.events("Opened").get(1)).containsEntry("uri", url(next, "/"));
                }
                assertThat(server.exitCode()).isZero();
            } finally {
                clients.forEach(CliProcess::close);
            }
        }
    }

    @Test
    void withoutADrainAGuardedServerEndsItsSessionsWith1001() throws Exception {
        try (CliProcess server = serve("--echo", "--token", "t");
                CliProcess client = connect(server, "/?access_token=t", "--events", "json", "--max-retries", "0")) {
            client.send("hello").awaitOut("hello");
            server.signal("TERM");
            assertThat(server.exitCode()).isEqualTo(143);
            client.awaitEvents("Closed", 1);
            assertThat(client.events("Closed").get(0)).containsEntry("code", number(1001));
        }
    }

    @Test
    void aResumableClientTakesNoServerThatDoesNotSpeakIt() throws Exception {
        try (CliProcess server = serve("--echo", "--resumable");
                CliProcess plain = serve("--echo");
                CliProcess served = connect(server, "/", "--resumable");
                CliProcess refused = connect(plain, "/", "--resumable")) {
            served.send("one", "two").endOfInput();
            assertThat(served.exitCode()).isZero();
            assertThat(served.out()).containsExactly("one", "two");
            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.err()).last().asString().contains("resumable");
        }
    }

    private static CliProcess serve(String... options) {
        List<String> args = new ArrayList<>(List.of("serve", "--port", "0"));
        args.addAll(List.of(options));
        return CliProcess.start(args.toArray(new String[0]));
    }

    private static CliProcess connect(CliProcess server, String path, String... options) {
        List<String> args = new ArrayList<>(List.of("connect", url(server, path)));
        args.addAll(List.of(options));
        return CliProcess.start(args.toArray(new String[0]));
    }

    private static String url(CliProcess server, String path) {
        String said = server.awaitOutStarting("listening on ws://");
        return said.substring("listening on ".length(), said.length() - 1) + path;
    }

    private static HttpResponse<String> health(CliProcess server) throws IOException, InterruptedException {
        URI uri = URI.create(server.awaitOutStarting("health on ").substring("health on ".length()));
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }
}
