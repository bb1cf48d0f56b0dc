package dev.mooring.benchmarks.contender;

import dev.mooring.websocket.ResilientContainer;
import jakarta.websocket.ClientEndpointConfig;
import java.net.URI;

/** Mooring with all defaults. */
final class Resilient implements Contender {

    private final ResilientContainer container = ResilientContainer.builder().build();
    private final ClientEndpointConfig config =
            ClientEndpointConfig.Builder.create().build();

    @Override
    public Client connect(URI uri, Events events) throws Exception {
        return new JakartaClient(container.connectToServer(new TellingEndpoint(events), config, uri), events);
    }

    @Override
    public void close() throws Exception {
        container.close();
    }
}
