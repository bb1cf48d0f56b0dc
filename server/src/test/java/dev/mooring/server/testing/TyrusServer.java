package dev.mooring.server.testing;

import dev.mooring.server.MooringServer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.Map;
import org.glassfish.tyrus.spi.ServerContainer;
import org.glassfish.tyrus.spi.ServerContainerFactory;

record TyrusServer(ServerContainer container, int port, MooringServer mooring) implements TestServer {

    static TestServer start(Deployment deployment) throws Exception {
        MooringServer mooring = deployment.mooring().get();
        ServerContainer container = ServerContainerFactory.createServerContainer(Map.of());
        for (Class<?> endpoint : deployment.endpoints()) {
            if (MooringServer.isGuarded(endpoint)) {
                ServerEndpointConfig guarded = mooring.guard(endpoint);
                container.addEndpoint(guarded);
            } else {
                container.addEndpoint(endpoint);
            }
        }
        for (ServerEndpointConfig config : deployment.programmed()) {
            container.addEndpoint(mooring.guard(config));
        }
        for (Class<?> endpoint : deployment.bare()) {
            container.addEndpoint(endpoint);
        }
        container.start("/", 0);
        int port = ((org.glassfish.tyrus.server.TyrusServerContainer) container).getPort();
        return new TyrusServer(container, port, mooring);
    }

    @Override
    public void close() {
        mooring.close();
        container.stop();
    }
}
