package dev.mooring.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mooring.server.MooringServer;
import dev.mooring.websocket.ResilientContainer;
import dev.mooring.websocket.RetryPolicy;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.websocket.DeploymentException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** Binding twice, and binding where a name is taken. */
class BindingTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void aServersRegistryThatIsBoundTwiceCountsOnce() {
        try (MooringServer server = MooringServer.create();
                MooringServerMetrics metrics = new MooringServerMetrics(server)) {
            metrics.bindTo(registry);
            metrics.bindTo(registry);
            server.topics().topic("room").publish("to nobody");
            assertThat(registry.get("mooring.server.broadcast.fanout").summary().count())
                    .isEqualTo(1);
        }
    }

    @Test
    void aClientsRegistryThatIsBoundTwiceCountsOnce() {
        SimpleMeterRegistry once = new SimpleMeterRegistry();
        try (ResilientContainer container =
                        ResilientContainer.builder().retry(RetryPolicy.none()).build();
                MooringClientMetrics metrics = new MooringClientMetrics(container, "")) {
            metrics.bindTo(registry);
            metrics.bindTo(registry);
            metrics.bindTo(once);
            assertThatThrownBy(() -> container.connectToServer(new Member(), Host.uri(1, "/nobody")))
                    .isInstanceOf(DeploymentException.class);
            await().untilAsserted(() -> assertThat(counts(once)).containsValue(1.0));
            await().untilAsserted(() -> assertThat(counts(registry)).isEqualTo(counts(once)));
        }
    }

    private static Map<String, Double> counts(MeterRegistry registry) {
        Map<String, Double> counts = new TreeMap<>();
        registry.getMeters().forEach(meter -> {
            if (meter instanceof Counter counter) {
                counts.put(meter.getId().toString(), counter.count());
            } else if (meter instanceof Timer timer) {
                counts.put(meter.getId().toString(), (double) timer.count());
            }
        });
        return counts;
    }

    @Test
    void aServersMetersThatFindATakenNameLeaveNothing() throws Exception {
        Timer mine = Timer.builder("mooring.server.connections.opened")
                .tags("endpoint", "/room")
                .register(registry);
        try (MooringServer server = MooringServer.create();
                MooringServerMetrics metrics = new MooringServerMetrics(server)) {
            server.guard(Host.Room.class);
            assertThatThrownBy(() -> metrics.bindTo(registry)).isInstanceOf(IllegalArgumentException.class);
            assertThat(registry.getMeters()).containsExactly(mine);
            server.guard(Host.Nobody.class);
            assertThat(registry.getMeters()).as("nobody listens any longer").containsExactly(mine);
        }
    }

    @Test
    void anEndpointThatComesLaterIsDeployedWithoutTheMeterWhoseNameIsTaken() throws Exception {
        Timer mine = Timer.builder("mooring.server.connections.opened")
                .tags("endpoint", "/room")
                .register(registry);
        List<LogRecord> told = new CopyOnWriteArrayList<>();
        Logger log = Logger.getLogger(ServerMeters.class.getName());
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord message) {
                told.add(message);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        log.addHandler(handler);
        try (MooringServer server = MooringServer.create();
                MooringServerMetrics metrics = new MooringServerMetrics(server)) {
            metrics.bindTo(registry);
            server.guard(Host.Room.class);
            server.guard(Host.Nobody.class);
            assertThat(registry.get("mooring.server.connections.opened")
                            .tag("endpoint", "/room")
                            .meter())
                    .isSameAs(mine);
            assertThat(registry.get("mooring.server.messages.dropped")
                            .tag("endpoint", "/room")
                            .meters())
                    .as("those behind it")
                    .isNotEmpty();
            assertThat(told).singleElement().satisfies(message -> {
                assertThat(message.getLevel()).isEqualTo(Level.WARNING);
                assertThat(message.getMessage())
                        .contains("mooring.server.connections.opened")
                        .contains("/room");
            });
        } finally {
            log.removeHandler(handler);
        }
        assertThat(registry.getMeters()).containsExactly(mine);
    }

    @Test
    void aClientsMetersThatFindATakenNameLeaveNothing() {
        Timer mine = Timer.builder("mooring.client.messages")
                .tags("direction", "received", "name", "")
                .register(registry);
        try (ResilientContainer container = ResilientContainer.builder().build();
                MooringClientMetrics metrics = new MooringClientMetrics(container, "")) {
            assertThatThrownBy(() -> metrics.bindTo(registry)).isInstanceOf(IllegalArgumentException.class);
            assertThat(registry.getMeters()).containsExactly(mine);
        }
    }
}
