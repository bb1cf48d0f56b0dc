package dev.mooring.server;

import dev.mooring.server.drain.Drain;
import dev.mooring.server.drain.Drainer;
import dev.mooring.server.handshake.HandshakeGuard;
import dev.mooring.server.handshake.PathTemplate;
import dev.mooring.server.health.Health;
import dev.mooring.server.resume.SessionStore;
import dev.mooring.server.session.EndpointBinding;
import dev.mooring.server.session.GuardedEndpoint;
import dev.mooring.server.session.ServerRuntime;
import dev.mooring.server.topic.Fabric;
import dev.mooring.server.topic.Topics;
import dev.mooring.websocket.Ticker;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpoint;
import jakarta.websocket.server.ServerEndpointConfig;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletionStage;

/**
 * The guarded endpoints of one application. In a servlet container one is made with the application and closed with it, and
 * every endpoint with a {@link ResilientConfigurator} is deployed through it without further ado. Elsewhere:
 *
 * <pre>{@code
 * MooringServer mooring = MooringServer.create();
 * mooring.deploy(container, Chat.class);           // any jakarta.websocket.server.ServerContainer
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class MooringServer implements AutoCloseable {

    private final ServerRuntime runtime;
    private final Drainer drainer;
    private final Fabric fabric;

    private MooringServer(Fabric fabric, SessionStore store) {
        this.fabric = fabric;
        this.runtime = new ServerRuntime(Ticker.system(), new Topics(fabric), store);
        this.drainer = new Drainer(runtime);
    }

    /** A server whose topics stay on this node. */
    public static MooringServer create() {
        return create(Fabric.local());
    }

    /** A server whose topics reach other nodes by this fabric, which is started, and closed with the server. */
    public static MooringServer create(Fabric fabric) {
        return create(fabric, SessionStore.inMemory());
    }

    /** The same, and resumable sessions are kept in this store. */
    public static MooringServer create(Fabric fabric, SessionStore store) {
        return new MooringServer(fabric, store);
    }

    /** Whether the configurator of this annotated endpoint class is ours. */
    public static boolean isGuarded(Class<?> endpointClass) {
        ServerEndpoint annotation = endpointClass.getAnnotation(ServerEndpoint.class);
        return annotation != null && ResilientConfigurator.class.isAssignableFrom(annotation.configurator());
    }

    /**
     * The configuration under which a container is to know an annotated endpoint, its guard in front.
     *
     * @throws DeploymentException if the class, or its configurator, is malformed or not ours
     */
    public ServerEndpointConfig guard(Class<?> annotated) throws DeploymentException {
        return guard(configuration(annotated));
    }

    /**
     * The same for a configuration, of a programmatic endpoint for instance, whose configurator is a {@link
     * ResilientConfigurator}. A configurator instance serves one endpoint.
     */
    public ServerEndpointConfig guard(ServerEndpointConfig config) throws DeploymentException {
        Guarded guarded = bind(config);
        runtime.add(guarded.binding());
        return guarded.config();
    }

    /** An endpoint, and how a container is to know it. */
    private record Guarded(EndpointBinding binding, ServerEndpointConfig config) {}

    private Guarded bind(ServerEndpointConfig config) throws DeploymentException {
        if (!(config.getConfigurator() instanceof ResilientConfigurator configurator)) {
            throw new DeploymentException(
                    "the configurator of " + config.getPath() + " must be a ResilientConfigurator, but is "
                            + config.getConfigurator().getClass().getName());
        }
        EndpointBinding binding = new EndpointBinding(
                guard(configurator, config.getPath()), config, configurator::createEndpoint, runtime);
        configurator.bind(binding);
        return new Guarded(
                binding,
                ServerEndpointConfig.Builder.create(GuardedEndpoint.class, config.getPath())
                        .configurator(configurator)
                        .subprotocols(config.getSubprotocols())
                        .extensions(config.getExtensions())
                        .build());
    }

    private static ServerEndpointConfig configuration(Class<?> annotated) throws DeploymentException {
        ServerEndpoint annotation = annotated.getAnnotation(ServerEndpoint.class);
        if (annotation == null || !isGuarded(annotated)) {
            throw new DeploymentException(annotated.getName()
                    + " must have a @ServerEndpoint annotation whose configurator is a ResilientConfigurator");
        }
        return ServerEndpointConfig.Builder.create(annotated, annotation.value())
                .configurator(newConfigurator(annotation))
                .subprotocols(Arrays.asList(annotation.subprotocols()))
                .decoders(Arrays.asList(annotation.decoders()))
                .encoders(Arrays.asList(annotation.encoders()))
                .build();
    }

    /**
     * Guards annotated endpoints and adds them to a container.
     *
     * @throws DeploymentException if one cannot be; those before it have been added, it and those after it have not
     */
    public void deploy(ServerContainer container, Class<?>... annotated) throws DeploymentException {
        for (Class<?> each : annotated) {
            Guarded guarded = bind(configuration(each));
            container.addEndpoint(guarded.config()); // first: what it refuses is no endpoint of ours
            runtime.add(guarded.binding());
        }
    }

    /** The topics of this application. */
    public Topics topics() {
        return runtime.topics();
    }

    /**
     * Lets the clients go: new handshakes get 503 with {@code Retry-After} from now on, and the sessions are closed with
     * 1012 and a hint, evenly over the window. Cannot be undone; a second drain joins the first, whose window ends with its own
     * if that is sooner. Resumable sessions that have no connection end when the others have.
     *
     * @return completes when no session is left; exceptionally when the server is closed before that
     */
    public CompletionStage<Void> drain(Drain drain) {
        return drainer.start(drain);
    }

    /** {@link #drain(Drain)} over this window, clients to come back at once to the same address. */
    public CompletionStage<Void> drain(Duration window) {
        return drain(Drain.over(window));
    }

    /** The state of this server now. */
    public Health health() {
        return Health.of(runtime);
    }

    /** What the other packages of this library work on; not for applications. */
    public ServerRuntime runtime() {
        return runtime;
    }

    /**
     * Takes no more handshakes and stops the clock. Resumable sessions that have no connection end; the others are the container's to
     * close, or the application's. Until then they work, but for what goes by the clock: heartbeats, timeouts, acknowledgements
     * that are not due at a message.
     */
    @Override
    public void close() {
        try (fabric) {
            drainer.close(); // it cuts nobody off
            runtime.close();
        } finally {
            drainer.close(); // one that was begun in between
        }
    }

    private HandshakeGuard guard(ResilientConfigurator configurator, String path) throws DeploymentException {
        try {
            return new HandshakeGuard(
                    configurator.policy(),
                    PathTemplate.of(path),
                    runtime.readiness(),
                    runtime.desk(),
                    runtime.ticker());
        } catch (IllegalArgumentException e) {
            throw new DeploymentException(e.getMessage(), e);
        }
    }

    private static ResilientConfigurator newConfigurator(ServerEndpoint annotation) throws DeploymentException {
        Class<?> type = annotation.configurator();
        try {
            return (ResilientConfigurator) type.getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new DeploymentException(
                    "cannot create " + type.getName() + ": it needs a public constructor without parameters", e);
        }
    }
}
