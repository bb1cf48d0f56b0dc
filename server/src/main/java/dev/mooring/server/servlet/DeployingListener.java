package dev.mooring.server.servlet;

import dev.mooring.server.CdiInstances;
import dev.mooring.server.MooringServer;
import dev.mooring.server.drain.Drain;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Deploys the guarded endpoints when the application starts: in the initializer the {@code ServerContainer} may not be there
 * yet. Whatever goes wrong fails the deployment.
 */
final class DeployingListener implements ServletContextListener {

    private static final System.Logger LOG = System.getLogger(DeployingListener.class.getName());
    private static final Drain FAREWELL = Drain.over(Duration.ofMillis(500)).retryAfter(Duration.ofSeconds(1));
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final MooringServer mooring;
    private final List<Class<?>> guarded;

    DeployingListener(MooringServer mooring, List<Class<?>> guarded) {
        this.mooring = mooring;
        this.guarded = List.copyOf(guarded);
    }

    @Override
    public void contextInitialized(ServletContextEvent event) {
        try {
            CdiInstances.announce(mooring);
            if (!guarded.isEmpty()) {
                deploy(event);
            }
        } catch (RuntimeException | Error e) {
            mooring.close(); // containers need not tell a listener that has failed of the end
            throw e;
        }
    }

    private void deploy(ServletContextEvent event) {
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

    /** The sessions are told to come back, before the container cuts them off: whoever is deployed next answers them. */
    @Override
    public void contextDestroyed(ServletContextEvent event) {
        try {
            if (mooring.runtime().bindings().stream().anyMatch(binding -> binding.openSessions() > 0)) {
                mooring.drain(FAREWELL).toCompletableFuture().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (TimeoutException e) {
            LOG.log(System.Logger.Level.WARNING, "not all sessions ended within " + PATIENCE + " of undeploying");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            LOG.log(System.Logger.Level.WARNING, "the drain before undeploying failed", e);
        } finally {
            mooring.close();
        }
    }
}
