package dev.mooring.server.proxy;

import static dev.mooring.server.testing.Proxy.with;
import static dev.mooring.websocket.Heartbeat.ping;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mooring.server.ResilientConfigurator;
import dev.mooring.server.policy.ServerPolicy;
import dev.mooring.server.session.ServerSession;
import dev.mooring.server.testing.Deployment;
import dev.mooring.server.testing.Proof;
import dev.mooring.server.testing.Proxy;
import dev.mooring.server.testing.RawClient;
import dev.mooring.server.testing.TestServer;
import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pings without end by clients that do not read, through the rule that is documented against them. */
@Tag("servers")
class PingFloodTest {

    private static final String STREAM_MODULE = "/usr/lib/nginx/modules/ngx_stream_module.so";
    private static final Duration FLOOD = ofSeconds(Proof.scaled(3, 40));

    public static class Policy extends ResilientConfigurator {
        public Policy() {
            super(ServerPolicy.builder()
                    .allowMissingOrigin()
                    .trustProxies("127.0.0.1")
                    .heartbeat(ping().every(ofSeconds(Proof.scaled(1, 25))).timeout(ofSeconds(Proof.scaled(3, 10))))
                    .build());
        }
    }

    @ServerEndpoint(value = "/echo", configurator = Policy.class)
    public static class Echo {
        @OnMessage
        public String echo(String text, ServerSession session) {
            return text.equals("address") ? String.valueOf(session.remoteAddress()) : text;
        }
    }

    @Test
    void theServerLivesAndOthersAreServed(@TempDir Path directory) throws Exception {
        assumeTrue(
                Files.exists(Path.of(STREAM_MODULE)),
                "nginx has no stream module: apt-get install libnginx-mod-stream");
        int port = Proxy.freePort();
        try (TestServer server = TestServer.start(Deployment.of(Echo.class));
                Proxy proxy = start(directory, port, server.port())) {
            assertThat(proxy).isNotNull();
            try (RawClient friend = RawClient.upgradeFrom("127.0.0.2", port, "/echo")) {
                friend.text("address"); // is known through both proxies
                assertThat(friend.readText()).isEqualTo("127.0.0.2");
                List<Thread> attackers = new ArrayList<>();
                for (int size : new int[] {0, 125}) {
                    attackers.add(attack(port, size));
                }
                long end = System.nanoTime() + FLOOD.toNanos();
                for (int i = 0; System.nanoTime() < end; i++) {
                    friend.text("m" + i); // each is answered while its client waits for it
                    assertThat(friend.readText()).isEqualTo("m" + i);
                }
                await().atMost(ofSeconds(30)) // they answer no pings
                        .untilAsserted(() ->
                                assertThat(server.mooring().health().json()).contains("\"dead\":2"));
                friend.text("bye");
                assertThat(friend.readText()).isEqualTo("bye");
                attackers.forEach(Thread::interrupt);
            }
        }
    }

    private static Thread attack(int port, int size) throws IOException {
        RawClient client = RawClient.upgradeWithSmallBuffer(port, "/echo");
        assertThat(client.isOpen()).isTrue();
        byte[] ping = RawClient.encode(RawClient.PING, true, new byte[size]);
        Thread attacker = new Thread(
                () -> {
                    try (client) {
                        while (!Thread.interrupted()) {
                            client.write(ping);
                        }
                    } catch (IOException ended) {
                        return;
                    }
                },
                "attacker");
        attacker.setDaemon(true);
        attacker.start();
        return attacker;
    }

    private static Proxy start(Path directory, int port, int sockets) throws Exception {
        int inner = Proxy.freePort();
        String stream = Proxy.documented("nginx", "proxy_upload_rate");
        stream = with(stream, "listen 443;", "listen 127.0.0.1:" + port + ";");
        stream = with(stream, "proxy_pass 127.0.0.1:8000", "proxy_pass 127.0.0.1:" + inner);
        String http = with(
                NginxTest.server(inner, sockets, sockets),
                "listen 127.0.0.1:" + inner + ";",
                "listen 127.0.0.1:" + inner + " proxy_protocol;"
                        + " set_real_ip_from 127.0.0.1; real_ip_header proxy_protocol;");
        http = with(http, "proxy_read_timeout 1s", "proxy_read_timeout 75s");
        return Proxy.nginx(directory, port, stream + Proxy.http(http), "load_module " + STREAM_MODULE + ";\n");
    }
}
