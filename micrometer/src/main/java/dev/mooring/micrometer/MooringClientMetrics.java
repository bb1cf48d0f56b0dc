package dev.mooring.micrometer;

import dev.mooring.websocket.ResilientContainer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.IdentityHashMap;
import java.util.Map;

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
    private final Map<MeterRegistry, ClientMeters> bound = new IdentityHashMap<>(); // guarded by this

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

    /**
     * Registers the meters; a registry that they are in already is left as it is. Nothing stays behind where it fails.
     *
     * @throws IllegalArgumentException if the registry has a meter of another kind by one of their names
     */
    @Override
    public synchronized void bindTo(MeterRegistry registry) {
        if (!bound.containsKey(registry)) { // a second one would count every event twice
            bound.put(registry, new ClientMeters(container, registry, tags));
        }
    }

    /** Takes all meters out of the registries. Idempotent. */
    @Override
    public synchronized void close() {
        bound.values().forEach(ClientMeters::close);
        bound.clear();
    }
}
