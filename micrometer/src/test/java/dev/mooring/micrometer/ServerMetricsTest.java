package dev.mooring.micrometer;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mooring.server.topic.Topic;
import dev.mooring.testkit.Direction;
import dev.mooring.testkit.FaultProxy;
import dev.mooring.websocket.ResilientContainer;
import dev.mooring.websocket.ResilientSession;
import dev.mooring.websocket.RetryPolicy;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerEndpoint;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ServerMetricsTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Reading reading = new Reading(registry);
    private final ResilientContainer client =
            ResilientContainer.builder().retry(RetryPolicy.none()).build();
    private Host host;
    private MooringServerMetrics metrics;

    @BeforeEach
    void start() throws Exception {
        host = Host.start(Host.Room.class, Host.Nobody.class);
        metrics = new MooringServerMetrics(host.mooring());
        metrics.bindTo(registry);
    }

    @AfterEach
    void stop() {
        metrics.close();
        client.close();
        host.close();
    }

    private ResilientSession join(Member member) throws Exception {
        return client.connectToServer(member, Host.uri(host.port(), "/room"));
    }

    @Test
    void connectionsAndMessagesAreCountedByEndpoint() throws Exception {
        Member member = new Member();
        ResilientSession session = join(member);
        session.getBasicRemote().sendText("hello");
        await().until(() -> member.heard.contains("hello"));
        assertThat(reading.of("mooring.server.connections", "endpoint", "/room"))
                .isEqualTo(1);
        assertThat(reading.of("mooring.server.connections", "endpoint", "/strict"))
                .isZero();
        assertThat(reading.of("mooring.server.messages", "endpoint", "/room", "direction", "received"))
                .isEqualTo(1);
        await().until(() -> reading.of("mooring.server.messages", "endpoint", "/room", "direction", "sent") == 1);
        session.close();
        await().until(() -> reading.of("mooring.server.connections", "endpoint", "/room") == 0);
        assertThat(reading.of("mooring.server.connections.opened", "endpoint", "/room"))
                .isEqualTo(1);
    }

    @Test
    void rejectionsAreCountedByReason() throws Exception {
        refused("https://evil.example", "/strict", "403");
        refused("https://evil.example", "/strict", "403");
        refused("https://app.example", "/strict", "401");
        host.mooring().drain(ofSeconds(1)).toCompletableFuture().join();
        refused("https://app.example", "/strict", "503");
        assertThat(rejected("origin")).isEqualTo(2);
        assertThat(rejected("credentials")).isEqualTo(1);
        assertThat(rejected("draining")).isEqualTo(1);
        assertThat(rejected("full")).isZero();
        assertThat(reading.of("mooring.server.handshakes.rejected", "endpoint", "/room", "reason", "origin"))
                .isZero();
        assertThat(reading.of("mooring.server.draining")).isEqualTo(1);
    }

    private double rejected(String reason) {
        return reading.of("mooring.server.handshakes.rejected", "endpoint", "/strict", "reason", reason);
    }

    private void refused(String origin, String path, String status) {
        assertThatThrownBy(() -> {
                    try (ResilientContainer browser = client.toBuilder()
                            .headers(attempt -> Map.of("Origin", List.of(origin)))
                            .retry(RetryPolicy.none())
                            .build()) {
                        browser.connectToServer(new Member(), Host.uri(host.port(), path));
                    }
                })
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining(status);
    }

    @Test
    void fanOutIsTheNumberOfMembersReached() throws Exception {
        List<Member> members = List.of(new Member(), new Member(), new Member());
        for (Member member : members) {
            join(member);
        }
        Topic room = host.mooring().topics().topic("room");
        await().until(() -> room.members().size() == members.size()); // they join in the server's own @OnOpen
        room.publish("to all");
        host.mooring().topics().topic("empty").publish("to nobody");
        await().untilAsserted(() -> assertThat(members).allMatch(member -> member.heard.contains("to all")));
        DistributionSummary fanOut =
                registry.get("mooring.server.broadcast.fanout").summary();
        assertThat(fanOut.count()).isEqualTo(2);
        assertThat(fanOut.totalAmount()).isEqualTo(3);
        assertThat(fanOut.max()).isEqualTo(3);
    }

    @Test
    void whatASlowClientDoesNotGetIsCounted() throws Exception {
        try (FaultProxy proxy = FaultProxy.to("127.0.0.1", host.port()).start()) {
            client.connectToServer(new Member(), Host.uri(proxy.port(), "/room"));
            proxy.onLive().stopReading(Direction.TO_CLIENT);
            String text = "x".repeat(50_000);
            await().pollInterval(ofMillis(1)).until(() -> {
                host.mooring().topics().topic("room").publish(text);
                return reading.of("mooring.server.messages.dropped", "endpoint", "/room", "reason", "overflow") > 0;
            });
        }
    }

    @Test
    void anEndpointThatIsDeployedLaterHasMetersToo() throws Exception {
        try (MooringServerMetrics later = new MooringServerMetrics(host.mooring())) {
            SimpleMeterRegistry fresh = new SimpleMeterRegistry();
            later.bindTo(fresh);
            assertThat(fresh.find("mooring.server.connections")
                            .tag("endpoint", "/later")
                            .gauge())
                    .isNull();
            host.mooring().guard(Later.class);
            assertThat(new Reading(fresh).of("mooring.server.connections", "endpoint", "/later"))
                    .isZero();
        }
    }

    @ServerEndpoint(value = "/later", configurator = Host.Open.class)
    public static final class Later {}

    @Test
    void closingLeavesNothingBehind() throws Exception {
        metrics.close();
        metrics.close();
        assertThat(registry.getMeters()).isEmpty();
        host.mooring().guard(Later.class);
        host.mooring().topics().topic("room").publish("unheard");
        assertThat(registry.getMeters()).isEmpty();
    }
}
