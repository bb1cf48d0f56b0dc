package dev.mooring.server;

import dev.mooring.server.session.EndpointFactory;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.enterprise.inject.spi.Unmanaged;
import org.jspecify.annotations.Nullable;

/**
 * Endpoint instances with injection. {@code Unmanaged} injects on every server; what the containers' own configurators do
 * does not, on WildFly.
 */
public final class CdiInstances {

    private CdiInstances() {}

    /** An injected instance, or {@code null} where there is no CDI. */
    static EndpointFactory.@Nullable Instance create(Class<?> type) {
        try {
            return Cdi.create(type);
        } catch (NoClassDefFoundError | IllegalStateException e) { // no API on the class path, or no container running
            return null;
        }
    }

    /** Fires the server of an application that has started as a CDI event, for those that hand it on; or does nothing. */
    public static void announce(MooringServer server) {
        try {
            Cdi.announce(server);
        } catch (NoClassDefFoundError | IllegalStateException e) {
            System.getLogger(CdiInstances.class.getName())
                    .log(System.Logger.Level.DEBUG, "no CDI here to hear of the server", e);
        }
    }

    /** Apart, so that the classes of CDI are touched only here, and may be missing. */
    private static final class Cdi {

        static void announce(MooringServer server) {
            CDI.current().getBeanManager().getEvent().fire(server);
        }

        static <T> EndpointFactory.Instance create(Class<T> type) {
            Unmanaged.UnmanagedInstance<T> instance =
                    new Unmanaged<>(CDI.current().getBeanManager(), type).newInstance();
            T endpoint = instance.produce().inject().postConstruct().get();
            return new EndpointFactory.Instance(
                    endpoint, () -> instance.preDestroy().dispose());
        }
    }
}
