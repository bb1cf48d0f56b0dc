package dev.mooring.server;

import dev.mooring.server.session.EndpointFactory;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.enterprise.inject.spi.Unmanaged;
import org.jspecify.annotations.Nullable;

/**
 * Endpoint instances with injection. {@code Unmanaged} injects on every server; what the containers' own configurators do
 * does not, on WildFly.
 */
final class CdiInstances {

    private CdiInstances() {}

    /** An injected instance, or {@code null} where there is no CDI. */
    static EndpointFactory.@Nullable Instance create(Class<?> type) {
        try {
            return Cdi.create(type);
        } catch (NoClassDefFoundError | IllegalStateException e) { // no API on the class path, or no container running
            return null;
        }
    }

    /** Apart, so that the classes of CDI are touched only here, and may be missing. */
    private static final class Cdi {

        static <T> EndpointFactory.Instance create(Class<T> type) {
            Unmanaged.UnmanagedInstance<T> instance =
                    new Unmanaged<>(CDI.current().getBeanManager(), type).newInstance();
            T endpoint = instance.produce().inject().postConstruct().get();
            return new EndpointFactory.Instance(
                    endpoint, () -> instance.preDestroy().dispose());
        }
    }
}
