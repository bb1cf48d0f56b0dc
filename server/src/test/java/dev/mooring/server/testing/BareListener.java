package dev.mooring.server.testing;

import dev.mooring.server.MooringServer;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;

/** Deploys guarded endpoints as an application does itself, and others past MooringServer. */
record BareListener(MooringServer mooring, Deployment deployment) implements ServletContextListener {

    @Override
    public void contextInitialized(ServletContextEvent event) {
        ServerContainer container =
                (ServerContainer) event.getServletContext().getAttribute(ServerContainer.class.getName());
        try {
            for (Class<?> endpoint : deployment.bare()) {
                container.addEndpoint(endpoint);
            }
            for (ServerEndpointConfig config : deployment.programmed()) {
                container.addEndpoint(mooring.guard(config));
            }
            for (Class<?> endpoint : deployment.endpoints()) {
                if (!deployment.filter() && MooringServer.isGuarded(endpoint)) {
                    container.addEndpoint(mooring.guard(endpoint));
                }
            }
        } catch (DeploymentException e) {
            throw new IllegalStateException(e);
        }
    }
}
