package dev.mooring.server.proxy;

import static dev.mooring.server.testing.Proxy.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.server.health.HealthServer;
import dev.mooring.server.testing.Deployment;
import dev.mooring.server.testing.Proxy;
import dev.mooring.server.testing.RawClient;
import dev.mooring.server.testing.TestServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two servers behind HAProxy; one drains, and its clients find the other by coming back to where they were. */
@Tag("servers")
class HAProxyDrainTest {

    @Test
    void theClientsOfAServerThatDrainsComeBackToTheOther(@TempDir Path directory) throws Exception {
        int port = Proxy.freePort();
        try (TestServer one = TestServer.start(Deployment.of(ProxyContract.SilentEcho.class));
                TestServer two = TestServer.start(Deployment.of(ProxyContract.SilentEcho.class));
                HealthServer healthOne = health(one);
                HealthServer healthTwo = health(two);
                Proxy proxy = start(directory, port, one, healthOne, two, healthTwo)) {
            assertThat(proxy).isNotNull();
            await().ignoreException(ConditionTimeoutException.class).untilAsserted(() -> {
                try (RawClient first = RawClient.upgrade(port, "/silent");
                        RawClient second = RawClient.upgrade(port, "/silent")) {
                    assertThat(first.isOpen() && second.isOpen()).isTrue();
                    await().atMost(Duration.ofSeconds(1)) // or HAProxy did not know both of them yet: again
                            .untilAsserted(
                                    () -> assertThat(open(one) * open(two)).isEqualTo(1)); // in turns
                }
            });
            try (RawClient client = RawClient.upgrade(port, "/silent")) {
                await().until(() -> open(one) + open(two) == 1);
                TestServer draining = open(one) == 1 ? one : two;
                TestServer other = draining == one ? two : one;
                draining.mooring().drain(Duration.ofMillis(500));
                assertThat(client.readCloseCode()).isEqualTo(1012);
                await().untilAsserted(() -> assertThat(healthOf(draining, one, healthOne, healthTwo))
                        .isEqualTo(503));
                await().untilAsserted(() -> {
                    for (int i = 0; i < 4; i++) { // none of them is sent to the server that drains
                        try (RawClient again = RawClient.upgrade(port, "/silent")) {
                            assertThat(again.status()).isEqualTo(101);
                            await().until(() -> open(other) > 0);
                        }
                    }
                });
            }
        }
    }

    private static int open(TestServer server) {
        return server.mooring().runtime().bindings().get(0).openSessions();
    }

    private static int healthOf(TestServer draining, TestServer one, HealthServer healthOne, HealthServer healthTwo) {
        assertThat(draining == one ? healthOne : healthTwo).isNotNull();
        return draining.mooring().health().status();
    }

    private static HealthServer health(TestServer server) throws Exception {
        return HealthServer.start(server.mooring()::health, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    private static Proxy start(
            Path directory, int port, TestServer one, HealthServer healthOne, TestServer two, HealthServer healthTwo)
            throws Exception {
        String documented = "server one 10.0.0.1:8080 check port 8081 inter 2s";
        String servers = line("one", one, healthOne) + "\n" + line("two", two, healthTwo);
        String block = Proxy.documented("haproxy", "frontend web");
        return Proxy.haproxy(
                directory, port, with(with(block, documented, servers), "bind :8000", "bind 127.0.0.1:" + port));
    }

    private static String line(String name, TestServer server, HealthServer health) {
        return "  server " + name + " 127.0.0.1:" + server.port() + " check port " + health.port() + " inter 100ms";
    }
}
