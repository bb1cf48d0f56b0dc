package dev.mooring.server.servlet;

import dev.mooring.server.MooringServer;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.annotation.HandlesTypes;
import jakarta.websocket.server.ServerApplicationConfig;
import jakarta.websocket.server.ServerEndpoint;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Found by the servlet container in this jar: registers the filter, ahead of all others, and a listener that deploys the
 * guarded endpoints. Does nothing in an application that has none.
 */
@HandlesTypes({ServerEndpoint.class, ServerApplicationConfig.class})
public final class MooringInitializer implements ServletContainerInitializer {

    private static final System.Logger LOG = System.getLogger(MooringInitializer.class.getName());

    @Override
    public void onStartup(@Nullable Set<Class<?>> found, ServletContext context) {
        Set<Class<?>> all = found == null ? Set.of() : found;
        List<Class<?>> guarded = all.stream().filter(MooringServer::isGuarded).toList();
        if (guarded.isEmpty() && MooringServlets.find(context) == null) {
            return;
        }
        warnOfOthers(all);
        MooringServer mooring = MooringServlets.server(context);
        FilterRegistration.Dynamic filter = context.addFilter("mooring-handshake", new HandshakeFilter(mooring));
        if (filter != null) { // null: an application has registered one of this name itself
            filter.setAsyncSupported(true);
            filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
        }
        context.addListener(new DeployingListener(mooring, guarded));
    }

    /** Theirs and ours are asked both, and what either returns is deployed: ours returns every unguarded endpoint. */
    private static void warnOfOthers(Set<Class<?>> all) {
        all.stream()
                .filter(ServerApplicationConfig.class::isAssignableFrom)
                .filter(type -> type != GuardedApplicationConfig.class && !type.isInterface())
                .filter(type -> !GuardedApplicationConfig.class.isAssignableFrom(type))
                .forEach(type -> LOG.log(
                        System.Logger.Level.WARNING,
                        type.getName() + " should extend " + GuardedApplicationConfig.class.getName()
                                + ": it must not return endpoints whose configurator is a ResilientConfigurator"));
    }
}
