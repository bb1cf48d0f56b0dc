package dev.mooring.server.servlet;

import dev.mooring.server.MooringServer;
import jakarta.servlet.ServletContext;
import org.jspecify.annotations.Nullable;

/** Where a servlet application finds its {@link MooringServer}. */
public final class MooringServlets {

    private static final String ATTRIBUTE = MooringServer.class.getName();

    private MooringServlets() {}

    /** The server of this application; made when there is none yet. Thread-safe. */
    public static MooringServer server(ServletContext context) {
        synchronized (context) {
            MooringServer present = find(context);
            if (present == null) {
                present = MooringServer.create();
                context.setAttribute(ATTRIBUTE, present);
            }
            return present;
        }
    }

    /** Lets the application use a server of its own, with a fabric for instance. Before it starts. */
    public static void use(ServletContext context, MooringServer server) {
        context.setAttribute(ATTRIBUTE, server);
    }

    static @Nullable MooringServer find(ServletContext context) {
        return context.getAttribute(ATTRIBUTE) instanceof MooringServer server ? server : null;
    }
}
