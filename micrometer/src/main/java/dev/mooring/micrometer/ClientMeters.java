package dev.mooring.micrometer;

import dev.mooring.websocket.CircuitState;
import dev.mooring.websocket.ContainerStats;
import dev.mooring.websocket.ResilientContainer;
import dev.mooring.websocket.SessionState;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The meters of one container in one registry: those that read its figures here, those that count events beside. */
final class ClientMeters implements AutoCloseable {

    private final ResilientContainer container;
    private final Registered meters;
    private final Tags tags;
    private final ClientEvents events;

    ClientMeters(ResilientContainer container, MeterRegistry registry, Tags tags) {
        this.container = container;
        this.meters = new Registered(registry);
        this.tags = tags;
        try {
            for (SessionState state : SessionState.values()) {
                if (!state.isFinal()) {
                    gauge(
                            "mooring.client.sessions",
                            "sessions",
                            state(state),
                            stats -> count(stats.sessions().get(state)));
                }
            }
            for (CircuitState state : CircuitState.values()) {
                gauge(
                        "mooring.client.circuits",
                        "circuits",
                        state(state),
                        stats -> count(stats.circuits().get(state)));
            }
            gauge("mooring.client.outbox.messages", "messages", Tags.empty(), ContainerStats::bufferedMessages);
            gauge("mooring.client.outbox.size", "bytes", Tags.empty(), ContainerStats::bufferedAmount);
            total("mooring.client.messages", "messages", "sent", ContainerStats::messagesSent);
            total("mooring.client.messages", "messages", "received", ContainerStats::messagesReceived);
            total("mooring.client.payload", "bytes", "sent", ContainerStats::bytesSent);
            total("mooring.client.payload", "bytes", "received", ContainerStats::bytesReceived);
            meters.add(FunctionTimer.builder(
                            "mooring.client.heartbeat",
                            container,
                            each -> each.stats().heartbeatsAnswered(),
                            each -> each.stats().heartbeatRoundTrips().toNanos(),
                            TimeUnit.NANOSECONDS)
                    .description("Round trips of answered heartbeats")
                    .tags(tags)
                    .register(registry));
            events = new ClientEvents(meters, tags);
            container.addListener(events);
        } catch (RuntimeException e) { // a meter by one of these names that is of another kind
            meters.close();
            throw e;
        }
    }

    @Override
    public void close() {
        container.removeListener(events);
        meters.close();
    }

    private void gauge(String name, String unit, Tags more, ToDoubleFunction<ContainerStats> reading) {
        meters.add(Gauge.builder(name, container, each -> reading.applyAsDouble(each.stats()))
                .baseUnit(unit)
                .tags(tags.and(more))
                .register(meters.registry()));
    }

    private void total(String name, String unit, String direction, ToDoubleFunction<ContainerStats> reading) {
        meters.add(FunctionCounter.builder(name, container, each -> reading.applyAsDouble(each.stats()))
                .baseUnit(unit)
                .tags(tags.and("direction", direction))
                .register(meters.registry()));
    }

    private static Tags state(Enum<?> state) {
        return Tags.of("state", Registered.word(state));
    }

    private static int count(@Nullable Integer value) {
        return value == null ? 0 : value;
    }
}
