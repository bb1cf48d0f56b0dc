package dev.mooring.benchmarks.contender;

import dev.mooring.tyrus.engine.EngineContainer;
import dev.mooring.tyrus.transport.ConnectionListener;
import dev.mooring.websocket.ResilientContainer;
import dev.mooring.websocket.spi.ContainerOptions;
import jakarta.websocket.ClientEndpointConfig;
import java.net.URI;
import java.util.List;

/** The engine without any socket. */
public final class EngineAlone implements AutoCloseable {

    private final NoTransport transport = new NoTransport();
    private final ResilientContainer container =
            new EngineContainer(defaults(), (name, executor, flowing) -> transport, List.of());

    /** Opens a session; by one thread, once. */
    public Client open(Events events) throws Exception {
        ClientEndpointConfig config = ClientEndpointConfig.Builder.create().build();
        URI nowhere = URI.create("ws://127.0.0.1:1/");
        return new JakartaClient(container.connectToServer(new TellingEndpoint(events), config, nowhere), events);
    }

    /** One read of the socket brings so many messages. */
    public void deliver(String text, int messages) {
        ConnectionListener listener = transport.listener();
        listener.received((long) messages * text.length(), 0);
        for (int i = 0; i < messages; i++) {
            listener.text(text, true);
        }
        listener.delivered();
    }

    @Override
    public void close() {
        container.close();
    }

    private static ContainerOptions defaults() {
        try (ResilientContainer any = ResilientContainer.builder().build()) {
            return any.options();
        }
    }
}
