package dev.mooring.server;

import dev.mooring.server.session.EndpointFactory;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.enterprise.inject.spi.Unmanaged;
import org.jspecify.annotations.Nullable;

/**
 * Endpoint instances with injection. {@code Unmanaged} injects on every server; what the containers' own configurators do
 * does not, on WildFly.
 */
public final class CdiInstances {

    private CdiInstances() {}

    /**
     * An injected instance, or {@code null} where there is no CDI. What the application's own constructors, initializers and
     * producers throw comes out as it is: without its injection an endpoint would only fail later.
     */
    static EndpointFactory.@Nullable Instance create(Class<?> type) {
        Cdi cdi = cdi();
        return cdi == null ? null : cdi.create(type);
    }

    /**
     * Fires the server of an application that has started as a CDI event, for those that hand it on; or does nothing. What an
     * observer throws comes out.
     */
    public static void announce(MooringServer server) {
        Cdi cdi = cdi();
        if (cdi != null) {
            cdi.announce(server);
        }
    }

    /** Only the finding is tried: beyond it the same exceptions are the application's. */
    private static @Nullable Cdi cdi() {
        try {
            return Cdi.current();
        } catch (NoClassDefFoundError | IllegalStateException e) { // no API on the class path, or no container running
            System.getLogger(CdiInstances.class.getName()).log(System.Logger.Level.DEBUG, "no CDI here", e);
            return null;
        }
    }

    /** Apart, so that the classes of CDI are touched only here, and may be missing. */
    private static final class Cdi {

        private final BeanManager beans;

        private Cdi(BeanManager beans) {
            this.beans = beans;
        }

        static Cdi current() {
            return new Cdi(CDI.current().getBeanManager());
        }

        void announce(MooringServer server) {
            beans.getEvent().fire(server);
        }

        <T> EndpointFactory.Instance create(Class<T> type) {
            Unmanaged.UnmanagedInstance<T> instance = new Unmanaged<>(beans, type).newInstance();
            instance.produce();
            try {
                T endpoint = instance.inject().postConstruct().get();
                return new EndpointFactory.Instance(endpoint, () -> end(instance));
            } catch (RuntimeException | Error e) {
                instance.dispose();
                throw e;
            }
        }

        private static void end(Unmanaged.UnmanagedInstance<?> instance) {
            try {
                instance.preDestroy();
            } finally {
                instance.dispose();
            }
        }
    }
}
