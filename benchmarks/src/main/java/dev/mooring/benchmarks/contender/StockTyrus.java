package dev.mooring.benchmarks.contender;

import jakarta.websocket.ClientEndpointConfig;
import java.net.URI;
import org.glassfish.tyrus.client.ClientManager;
import org.glassfish.tyrus.client.ClientProperties;

/** Tyrus as it comes, on its Grizzly container; shared, since unshared it takes three threads a connection. */
final class StockTyrus implements Contender {

    private final ClientManager manager = ClientManager.createClient();
    private final ClientEndpointConfig config =
            ClientEndpointConfig.Builder.create().build();

    StockTyrus() {
        manager.getProperties().put(ClientProperties.SHARED_CONTAINER, true);
    }

    @Override
    public Client connect(URI uri, Events events) throws Exception {
        return new JakartaClient(manager.connectToServer(new TellingEndpoint(events), config, uri), events);
    }

    @Override
    public void close() {
        manager.shutdown();
    }
}
