package dev.mooring.cdi.server;

import dev.mooring.server.MooringServer;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import org.jspecify.annotations.Nullable;

/** The application's {@code MooringServer}, injectable where {@code mooring-server} is. Thread-safe. */
public final class ServerHalf {

    private volatile @Nullable Object server; // a MooringServer, a class that may be missing

    /** One that has not heard of a server yet. */
    public ServerHalf() {}

    /** Adds the bean, if there is anything to add. */
    public void addTo(AfterBeanDiscovery event) {
        try {
            Beans.add(event, this);
        } catch (LinkageError e) {
            System.getLogger(ServerHalf.class.getName())
                    .log(System.Logger.Level.DEBUG, "no mooring-server here, so none to inject", e);
        }
    }

    /** Whether it drains. No, where there is none. */
    public boolean isDraining() {
        return server != null && Beans.isDraining(this);
    }

    /** Apart, because what it refers to may be missing. */
    private static final class Beans {

        static void add(AfterBeanDiscovery event, ServerHalf half) {
            event.<MooringServer>addObserverMethod()
                    .beanClass(ServerHalf.class)
                    .observedType(MooringServer.class)
                    .notifyWith(started -> half.server = started.getEvent());
            event.<MooringServer>addBean()
                    .types(MooringServer.class, Object.class)
                    .scope(Dependent.class)
                    .createWith(context -> server(half));
        }

        static boolean isDraining(ServerHalf half) {
            return !server(half).health().ready();
        }

        private static MooringServer server(ServerHalf half) {
            if (half.server instanceof MooringServer present) {
                return present;
            }
            throw new IllegalStateException(
                    "there is no MooringServer to inject: there is one in a web application that"
                            + " has an endpoint with a ResilientConfigurator, once it has started");
        }
    }
}
