package dev.mooring.micrometer;

import dev.mooring.server.MooringServer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Meters of the guarded endpoints of one application, all named {@code mooring.server.…}; {@code docs/operations.md} lists
 * them. Needs {@code mooring-server}. Endpoints that are deployed later get their meters then; nothing is registered per
 * session, topic or client.
 *
 * <p>As with Micrometer's own binders, the registry refers to the server weakly: gauges of one that is gone read NaN. Totals
 * count from deployment, broadcasts from {@link #bindTo}. {@link #close()} takes every meter out of every registry again, and
 * the listeners off the server. Thread-safe.
 */
public final class MooringServerMetrics implements MeterBinder, AutoCloseable {

    private final MooringServer server;
    private final Tags tags;
    private final Map<MeterRegistry, ServerMeters> bound = new IdentityHashMap<>(); // guarded by this

    /** Meters with no tags but their own. */
    public MooringServerMetrics(MooringServer server) {
        this(server, Tags.empty());
    }

    /** Meters with these tags, which tell this server from others in the same registry. */
    public MooringServerMetrics(MooringServer server, Iterable<Tag> tags) {
        this.server = server;
        this.tags = Tags.of(tags);
    }

    /**
     * Registers the meters; a registry that they are in already is left as it is. Nothing stays behind where it fails. A name
     * that is taken when an endpoint is deployed later is told in the log, and the endpoint does without that meter.
     *
     * @throws IllegalArgumentException if the registry has a meter of another kind by one of their names
     */
    @Override
    public synchronized void bindTo(MeterRegistry registry) {
        if (!bound.containsKey(registry)) { // a second one would count every event twice
            bound.put(registry, new ServerMeters(server, registry, tags));
        }
    }

    /** Takes all meters out of the registries. Idempotent. */
    @Override
    public synchronized void close() {
        bound.values().forEach(ServerMeters::close);
        bound.clear();
    }
}
