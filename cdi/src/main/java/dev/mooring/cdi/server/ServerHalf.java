package dev.mooring.cdi.server;

import dev.mooring.server.MooringServer;
import dev.mooring.server.servlet.MooringServlets;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.servlet.ServletContext;
import org.jspecify.annotations.Nullable;

/** The application's {@code MooringServer}, injectable where {@code mooring-server} and servlets are. Thread-safe. */
public final class ServerHalf {

    private volatile @Nullable Object application;

    /** One that knows of no application yet. */
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

    /** The application has started; in a servlet container this is its context. */
    public void startedIn(Object started) {
        application = started;
    }

    /** Whether it drains. No, where there is none. */
    public boolean isDraining() {
        Object present = application;
        try {
            return present != null && !Beans.isReady(present);
        } catch (LinkageError e) {
            return false;
        }
    }

    /** Apart, because what it refers to may be missing. */
    private static final class Beans {

        static void add(AfterBeanDiscovery event, ServerHalf half) {
            event.<MooringServer>addBean()
                    .types(MooringServer.class, Object.class)
                    .scope(Dependent.class)
                    .createWith(context -> server(half.application));
        }

        static boolean isReady(Object application) {
            return !(application instanceof ServletContext)
                    || server(application).health().ready();
        }

        private static MooringServer server(@Nullable Object application) {
            if (application instanceof ServletContext context) {
                return MooringServlets.server(context);
            }
            throw new IllegalStateException(
                    application == null
                            ? "MooringServer can be injected once the web application has started"
                            : "MooringServer can be injected in web applications alone");
        }
    }
}
