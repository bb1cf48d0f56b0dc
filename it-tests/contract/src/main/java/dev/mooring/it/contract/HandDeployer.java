package dev.mooring.it.contract;

import dev.mooring.server.MooringServer;
import dev.mooring.server.servlet.MooringServlets;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the jar's initializer is missing, and with it the filter, deploys the endpoints that {@code web.xml} names: some through
 * us, some past us. Does nothing where it names none.
 */
@WebListener
public final class HandDeployer implements ServletContextListener {

    /** For the container. */
    public HandDeployer() {}

    @Override
    public void contextInitialized(ServletContextEvent event) {
        ServletContext context = event.getServletContext();
        ServerContainer container = (ServerContainer) context.getAttribute(ServerContainer.class.getName());
        try {
            for (Class<?> each : named("guarded", context)) {
                MooringServlets.server(context).deploy(container, each);
            }
            for (Class<?> each : named("bare", context)) {
                container.addEndpoint(each);
            }
        } catch (DeploymentException | ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        if (event.getServletContext().getAttribute(MooringServer.class.getName()) instanceof MooringServer mooring) {
            mooring.close();
        }
    }

    @SuppressWarnings("StringSplitter") // the tests write the parameter
    private static List<Class<?>> named(String parameter, ServletContext context) throws ClassNotFoundException {
        List<Class<?>> classes = new ArrayList<>();
        String names = context.getInitParameter(parameter);
        if (names != null) {
            for (String name : names.split(" ")) {
                classes.add(Class.forName("dev.mooring.server.contract." + name));
            }
        }
        return classes;
    }
}
