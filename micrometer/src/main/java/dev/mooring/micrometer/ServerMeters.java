package dev.mooring.micrometer;

import dev.mooring.server.MooringServer;
import dev.mooring.server.handshake.RejectionCause;
import dev.mooring.server.session.EndpointBinding;
import dev.mooring.server.session.ServerRuntime;
import dev.mooring.server.topic.Broadcast;
import dev.mooring.websocket.DropReason;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The meters of one server in one registry. */
final class ServerMeters implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(ServerMeters.class.getName());
    private static final String OPENED = "opened";

    private final ServerRuntime runtime;
    private final Registered meters;
    private final Tags tags;
    private final Consumer<EndpointBinding> deployments = this::add;
    private final Broadcast.Listener broadcasts;
    private boolean bound; // these two guarded by this
    private @Nullable RuntimeException clash;

    ServerMeters(MooringServer server, MeterRegistry registry, Tags tags) {
        this.runtime = server.runtime();
        this.meters = new Registered(registry);
        this.tags = tags;
        try {
            meters.add(Gauge.builder(
                            "mooring.server.draining",
                            runtime,
                            each -> each.readiness().isDraining() ? 1 : 0)
                    .description("1 from the beginning of a drain, else 0")
                    .tags(tags)
                    .register(registry));
            DistributionSummary fanOut = meters.add(DistributionSummary.builder("mooring.server.broadcast.fanout")
                    .description("Members on this node that a published message was queued for")
                    .baseUnit("members")
                    .tags(tags)
                    .register(registry));
            broadcasts = broadcast -> fanOut.record(broadcast.members());
            runtime.addDeploymentListener(deployments);
            requireNoClash();
            runtime.topics().addBroadcastListener(broadcasts);
        } catch (RuntimeException e) { // a meter by one of these names that is of another kind
            runtime.removeDeploymentListener(deployments);
            meters.close();
            throw e;
        }
    }

    @Override
    public void close() {
        runtime.removeDeploymentListener(deployments);
        runtime.topics().removeBroadcastListener(broadcasts);
        meters.close();
    }

    private synchronized void requireNoClash() {
        bound = true;
        if (clash != null) {
            throw clash;
        }
    }

    /** Of an endpoint that comes later it is told in the log: a meter must not keep it from being deployed. */
    private synchronized void clashed(String name, Tags its, RuntimeException e) {
        if (bound) {
            LOG.log(System.Logger.Level.WARNING, "there will be no meter " + name + " with " + its, e);
        } else if (clash == null) {
            clash = e;
        }
    }

    private void register(String name, Tags its, Supplier<Meter> meter) {
        try {
            meters.add(meter.get());
        } catch (RuntimeException e) {
            clashed(name, its, e);
        }
    }

    private void add(EndpointBinding endpoint) {
        Tags its = tags.and("endpoint", endpoint.guard().template().toString());
        String connections = "mooring.server.connections";
        register(
                connections,
                its,
                () -> Gauge.builder(connections, endpoint, EndpointBinding::openSessions)
                        .baseUnit("connections")
                        .tags(its)
                        .register(meters.registry()));
        total(endpoint, "mooring.server.connections.opened", "connections", its, each -> count(each, OPENED));
        for (String kind : endpoint.counts().snapshot().keySet()) {
            if (!kind.equals(OPENED)) {
                total(
                        endpoint,
                        "mooring.server.interventions",
                        "events",
                        its.and("kind", kind),
                        each -> count(each, kind));
            }
        }
        for (RejectionCause cause : RejectionCause.values()) {
            total(
                    endpoint,
                    "mooring.server.handshakes.rejected",
                    "handshakes",
                    its.and("reason", Registered.word(cause)),
                    each -> each.guard().rejections().count(cause));
        }
        total(
                endpoint,
                "mooring.server.messages",
                "messages",
                its.and("direction", "received"),
                each -> each.counts().messagesReceived());
        total(
                endpoint,
                "mooring.server.messages",
                "messages",
                its.and("direction", "sent"),
                each -> each.counts().messagesSent());
        for (DropReason reason : DropReason.values()) {
            total(
                    endpoint,
                    "mooring.server.messages.dropped",
                    "messages",
                    its.and("reason", Registered.word(reason)),
                    each -> each.counts().messagesDropped(reason));
        }
    }

    private void total(
            EndpointBinding endpoint, String name, String unit, Tags its, ToDoubleFunction<EndpointBinding> reading) {
        register(
                name,
                its,
                () -> FunctionCounter.builder(name, endpoint, reading)
                        .baseUnit(unit)
                        .tags(its)
                        .register(meters.registry()));
    }

    private static long count(EndpointBinding endpoint, String kind) {
        return endpoint.counts().snapshot().getOrDefault(kind, 0L);
    }
}
