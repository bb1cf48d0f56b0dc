package dev.mooring.server.servlet;

import dev.mooring.server.MooringServer;
import jakarta.websocket.Endpoint;
import jakarta.websocket.server.ServerApplicationConfig;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Keeps the container from deploying guarded endpoints bare: it drops the annotated classes whose configurator is ours,
 * which {@link MooringInitializer} deploys with their guard, and returns all others, as a container without any {@link
 * ServerApplicationConfig} deploys them.
 *
 * <p>An application with a {@code ServerApplicationConfig} of its own lets that one pass its classes through {@link
 * #unguarded}. Containers ask every such class there is and deploy what any of them returns; this one would return an
 * annotated endpoint that the application's own leaves out. Stateless.
 */
public class GuardedApplicationConfig implements ServerApplicationConfig {

    /** For containers. */
    public GuardedApplicationConfig() {}

    @Override
    public Set<ServerEndpointConfig> getEndpointConfigs(Set<Class<? extends Endpoint>> endpointClasses) {
        return Set.of();
    }

    @Override
    public Set<Class<?>> getAnnotatedEndpointClasses(Set<Class<?>> scanned) {
        return unguarded(scanned);
    }

    /** The classes among these that the container is to deploy itself. */
    public static Set<Class<?>> unguarded(Set<Class<?>> scanned) {
        return scanned.stream().filter(type -> !MooringServer.isGuarded(type)).collect(Collectors.toSet());
    }
}
