package dev.mooring.benchmarks.server;

import jakarta.websocket.DeploymentException;
import java.io.IOException;
import java.util.Map;
import org.glassfish.tyrus.server.TyrusServerContainer;
import org.glassfish.tyrus.spi.ServerContainer;
import org.glassfish.tyrus.spi.ServerContainerFactory;

/** Tyrus on Grizzly, without servlets. */
final class GuardedTyrus implements RunningServer {

    private final GuardedEndpoints endpoints = new GuardedEndpoints();
    private final ServerContainer container = ServerContainerFactory.createServerContainer(Map.of());

    GuardedTyrus(int port) throws IOException, DeploymentException {
        endpoints.deploy(container);
        container.start("/", port);
    }

    @Override
    public int port() {
        return ((TyrusServerContainer) container).getPort();
    }

    @Override
    public void close() {
        endpoints.close();
        container.stop();
    }
}
