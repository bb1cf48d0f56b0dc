package dev.mooring.micrometer;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mooring.testkit.FaultProxy;
import dev.mooring.websocket.CircuitBreakerPolicy;
import dev.mooring.websocket.Heartbeat;
import dev.mooring.websocket.Outbox;
import dev.mooring.websocket.Overflow;
import dev.mooring.websocket.ResilientContainer;
import dev.mooring.websocket.ResilientSession;
import dev.mooring.websocket.RetryPolicy;
import dev.mooring.websocket.SessionState;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.websocket.DeploymentException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClientMetricsTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Reading reading = new Reading(registry);
    private Host host;
    private FaultProxy proxy;

    @BeforeEach
    void start() throws Exception {
        host = Host.start(Host.Room.class);
        proxy = FaultProxy.to("127.0.0.1", host.port()).start();
    }

    @AfterEach
    void stop() {
        proxy.close();
        host.close();
    }

    private static ResilientContainer.Builder patient() {
        return ResilientContainer.builder()
                .retry(RetryPolicy.exponential(ofMillis(200), ofMillis(200))
                        .jitter(0)
                        .maxRetries(RetryPolicy.UNLIMITED))
                .circuitBreaker(CircuitBreakerPolicy.off());
    }

    private ResilientSession connect(ResilientContainer container, Member member) throws Exception {
        return container.connectToServer(member, Host.uri(proxy.port(), "/room"));
    }

    @Test
    void aCutIsSeenWhileItLastsAndTimedWhenItIsOver() throws Exception {
        Member member = new Member();
        try (ResilientContainer container = patient().build();
                MooringClientMetrics metrics = new MooringClientMetrics(container, "room")) {
            metrics.bindTo(registry);
            ResilientSession session = connect(container, member);
            session.getBasicRemote().sendText("before");
            await().until(() -> member.heard.contains("before"));
            assertThat(reading.of("mooring.client.sessions", "state", "open")).isEqualTo(1);
            assertThat(reading.of("mooring.client.messages", "direction", "sent"))
                    .isEqualTo(1);
            assertThat(reading.of("mooring.client.payload", "direction", "received"))
                    .isEqualTo(6);

            proxy.refuse();
            proxy.onLive().reset();
            await().until(() -> reading.of("mooring.client.sessions", "state", "waiting") == 1);
            assertThat(reading.of("mooring.client.sessions", "state", "open")).isZero();
            session.getAsyncRemote().sendText("meanwhile");
            assertThat(reading.of("mooring.client.outbox.messages")).isEqualTo(1);
            assertThat(reading.of("mooring.client.outbox.size")).isEqualTo(9);
            assertThat(reading.of("mooring.client.recovery")).isZero();

            proxy.reopen();
            await().until(() -> member.heard.contains("meanwhile"));
            await().until(() -> reading.of("mooring.client.recovery") == 1);
            assertThat(reading.of("mooring.client.reconnects")).isEqualTo(1);
            assertThat(reading.of("mooring.client.retries")).isPositive();
            assertThat(reading.of("mooring.client.connect")).isEqualTo(2);
            // the delay before the retry is in it, as far as two clocks agree
            assertThat(registry.get("mooring.client.recovery").timer().totalTime(TimeUnit.MILLISECONDS))
                    .isBetween(190.0, 60_000.0);
            assertThat(reading.of("mooring.client.outbox.messages")).isZero();
            assertThat(reading.of("mooring.client.messages", "direction", "received"))
                    .isEqualTo(2);

            session.close();
            await().until(() -> reading.of("mooring.client.sessions.ended", "outcome", "closed") == 1);
            session.closed().toCompletableFuture().get(10, TimeUnit.SECONDS);
            assertThat(reading.of("mooring.client.messages", "direction", "received"))
                    .as("of a session that has ended")
                    .isEqualTo(2);
        }
    }

    @Test
    void heartbeatsAreTimedAndThoseMissedCounted() throws Exception {
        try (ResilientContainer container = patient()
                        .heartbeat(Heartbeat.ping().every(ofMillis(200)).timeout(ofMillis(800)))
                        .build();
                MooringClientMetrics metrics = new MooringClientMetrics(container, "room")) {
            metrics.bindTo(registry);
            connect(container, new Member());
            await().until(() -> reading.of("mooring.client.heartbeat") >= 2);
            assertThat(registry.get("mooring.client.heartbeat").functionTimer().mean(TimeUnit.NANOSECONDS))
                    .isPositive();
            proxy.onLive().blackHole();
            await().until(() -> reading.of("mooring.client.heartbeat.missed") == 1);
        }
    }

    @Test
    void dropsAreCountedByReason() throws Exception {
        try (ResilientContainer container = patient()
                        .outbox(Outbox.ofMessages(2).whenFull(Overflow.DROP_OLDEST))
                        .build();
                MooringClientMetrics metrics = new MooringClientMetrics(container, "room")) {
            metrics.bindTo(registry);
            ResilientSession session = connect(container, new Member());
            proxy.refuse();
            proxy.onLive().reset();
            await().until(() -> session.state() != SessionState.OPEN);
            for (int i = 0; i < 5; i++) {
                session.getAsyncRemote().sendText("too many");
            }
            await().until(() -> reading.of("mooring.client.messages.dropped", "reason", "overflow") == 3);
            session.close();
            await().until(() -> reading.of("mooring.client.messages.dropped", "reason", "session_ended") == 2);
        }
    }

    @Test
    void anOpenBreakerAndTheSessionsItBlocksAreSeen() throws Exception {
        proxy.refuse();
        try (ResilientContainer container = patient()
                        .circuitBreaker(CircuitBreakerPolicy.afterFailures(1).resetAfter(ofSeconds(60)))
                        .build();
                MooringClientMetrics metrics = new MooringClientMetrics(container, "room")) {
            metrics.bindTo(registry);
            container.connectAsync(new Member(), Host.uri(proxy.port(), "/room"));
            await().until(() -> reading.of("mooring.client.circuits", "state", "open") == 1);
            await().until(() -> reading.of("mooring.client.sessions", "state", "blocked") == 1);
            assertThat(reading.of("mooring.client.circuits", "state", "closed")).isZero();
        }
    }

    @Test
    void aSessionThatFailsIsCounted() {
        proxy.refuse();
        try (ResilientContainer container = patient().retry(RetryPolicy.none()).build();
                MooringClientMetrics metrics = new MooringClientMetrics(container, "room")) {
            metrics.bindTo(registry);
            assertThatThrownBy(() -> connect(container, new Member())).isInstanceOf(DeploymentException.class);
            await().until(() -> reading.of("mooring.client.sessions.ended", "outcome", "failed") == 1);
        }
    }

    @Test
    void sessionsAddNoMeters() throws Exception {
        try (ResilientContainer container = patient().build();
                MooringClientMetrics metrics = new MooringClientMetrics(container, "room")) {
            metrics.bindTo(registry);
            int meters = registry.getMeters().size();
            for (int i = 0; i < 10; i++) {
                ResilientSession session = connect(container, new Member());
                if (i % 2 == 0) {
                    session.close();
                }
            }
            await().until(() -> reading.of("mooring.client.sessions.ended", "outcome", "closed") == 5);
            assertThat(reading.of("mooring.client.sessions", "state", "open")).isEqualTo(5);
            assertThat(registry.getMeters()).hasSize(meters);
        }
    }

    @Test
    void nothingIsRememberedOfSessionsThatHaveEnded() throws Exception {
        Registered meters = new Registered(registry);
        ClientEvents events = new ClientEvents(meters, Tags.empty());
        try (ResilientContainer container = patient().listener(events).build()) {
            ResilientSession session = connect(container, new Member());
            proxy.refuse();
            proxy.onLive().reset();
            await().until(() -> events.remembered() == 1);
            session.close();
            await().until(() -> events.remembered() == 0);
        }
    }

    @Test
    void closingLeavesNothingBehind() throws Exception {
        SimpleMeterRegistry other = new SimpleMeterRegistry();
        other.counter("somebody.elses");
        try (ResilientContainer container = patient().build()) {
            MooringClientMetrics metrics = new MooringClientMetrics(container, "room");
            metrics.bindTo(registry);
            metrics.bindTo(other);
            assertThat(other.getMeters()).hasSizeGreaterThan(10);
            metrics.close();
            metrics.close();
            connect(container, new Member());
            assertThat(registry.getMeters()).isEmpty();
            assertThat(other.getMeters()).hasSize(1);
        }
    }

    @Test
    void twoContainersAreToldApartByName() throws Exception {
        try (ResilientContainer one = patient().build();
                ResilientContainer two = patient().build();
                MooringClientMetrics first = new MooringClientMetrics(one, "one", Tags.of("app", "shop"));
                MooringClientMetrics second = new MooringClientMetrics(two, "two", Tags.of("app", "shop"))) {
            first.bindTo(registry);
            second.bindTo(registry);
            connect(two, new Member());
            assertThat(reading.of("mooring.client.sessions", "state", "open", "name", "one"))
                    .isZero();
            assertThat(reading.of("mooring.client.sessions", "state", "open", "name", "two", "app", "shop"))
                    .isEqualTo(1);
        }
    }

    @Test
    void theRegistryDoesNotKeepAContainerAlive() {
        bindAndForget();
        await().until(() -> {
            System.gc();
            return Double.isNaN(reading.of("mooring.client.sessions", "state", "open"));
        });
    }

    private void bindAndForget() {
        try (ResilientContainer container = patient().build()) {
            new MooringClientMetrics(container, "room").bindTo(registry);
            assertThat(reading.of("mooring.client.sessions", "state", "open")).isZero();
        }
    }
}
