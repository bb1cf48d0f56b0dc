package dev.mooring.micrometer;

import dev.mooring.websocket.ResilientContainer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.ArrayList;
import java.util.List;

/**
 * Meters of a client's container, all named {@code mooring.client.…}; {@code docs/operations.md} lists them. Nothing is
 * registered per session: their number does not grow.
 *
 * <pre>{@code
 * MooringClientMetrics metrics = new MooringClientMetrics(container, "prices");
 * metrics.bindTo(registry);
 * }</pre>
 *
 * <p>As with Micrometer's own binders, the registry refers to the container weakly: gauges of one that is gone read NaN. What
 * happened before {@link #bindTo} is in the totals of messages and heartbeats, and not in the meters that count events.
 * {@link #close()} takes every meter out of every registry again, and the listener off the container. Close it with the
 * container. Thread-safe.
 */
public final class MooringClientMetrics implements MeterBinder, AutoCloseable {

    private final ResilientContainer container;
    private final Tags tags;
    private final List<ClientMeters> bound = new ArrayList<>(1); // guarded by this

    /**
     * Meters with a tag {@code name}.
     *
     * @param name tells this container from others in the same registry, so it must be unique there
     */
    public MooringClientMetrics(ResilientContainer container, String name) {
        this(container, name, Tags.empty());
    }

    /** The same with more tags. */
    public MooringClientMetrics(ResilientContainer container, String name, Iterable<Tag> tags) {
        this.container = container;
        this.tags = Tags.of(tags).and("name", name);
    }

    @Override
    public synchronized void bindTo(MeterRegistry registry) {
        bound.add(new ClientMeters(container, registry, tags));
    }

    /** Takes all meters out of the registries. Idempotent. */
    @Override
    public synchronized void close() {
        bound.forEach(ClientMeters::close);
        bound.clear();
    }
}
