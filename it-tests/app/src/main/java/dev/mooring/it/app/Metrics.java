package dev.mooring.it.app;

import dev.mooring.cdi.Resilient;
import dev.mooring.micrometer.MooringClientMetrics;
import dev.mooring.micrometer.MooringServerMetrics;
import dev.mooring.server.MooringServer;
import dev.mooring.websocket.ResilientContainer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;

/** Meters of both halves, as {@code docs/jakarta-ee.md} has them. */
@ApplicationScoped
public class Metrics {

    @Inject
    @Resilient("here")
    ResilientContainer here;

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final List<AutoCloseable> binders = new ArrayList<>();

    void start(@Observes MooringServer started) {
        MooringClientMetrics client = new MooringClientMetrics(here, "here");
        MooringServerMetrics server = new MooringServerMetrics(started);
        binders.addAll(List.of(client, server));
        client.bindTo(registry);
        server.bindTo(registry);
    }

    void stop(@Observes Shutdown event) throws Exception {
        for (AutoCloseable binder : binders) {
            binder.close();
        }
    }

    public MeterRegistry registry() {
        return registry;
    }
}
