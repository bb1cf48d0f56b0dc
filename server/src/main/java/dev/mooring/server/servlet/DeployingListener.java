package dev.mooring.server.servlet;

import dev.mooring.server.MooringServer;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import java.util.List;

/**
 * Deploys the guarded endpoints when the application starts: in the initializer the {@code ServerContainer} may not be there
 * yet. Whatever goes wrong fails the deployment.
 */
final class DeployingListener implements ServletContextListener {

    private final MooringServer mooring;
    private final List<Class<?>> guarded;

    DeployingListener(MooringServer mooring, List<Class<?>> guarded) {
        this.mooring = mooring;
        this.guarded = List.copyOf(guarded);
    }

    @Override
    public void contextInitialized(ServletContextEvent event) {
        if (guarded.isEmpty()) {
            return;
        }
        Object container = event.getServletContext().getAttribute(ServerContainer.class.getName());
        if (!(container instanceof ServerContainer server)) {
            throw new IllegalStateException("guarded endpoints " + guarded
                    + " cannot be deployed: the servlet context has no jakarta.websocket.server.ServerContainer");
        }
        try {
            mooring.deploy(server, guarded.toArray(new Class<?>[0]));
        } catch (DeploymentException e) {
            throw new IllegalStateException("guarded endpoints cannot be deployed: " + e.getMessage(), e);
        }
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        mooring.close();
    }
}
