package dev.mooring.benchmarks.contender;

import dev.mooring.tyrus.grizzly.GrizzlyTransport;
import dev.mooring.tyrus.transport.ConnectRequest;
import dev.mooring.tyrus.transport.Transport;
import jakarta.websocket.ClientEndpointConfig;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** Tyrus's own session on Mooring's own transport, without the engine: what the engine costs is the difference to this. */
final class Bare implements Contender {

    private static final int MAX_FRAME = 16 << 20;

    private final Transport transport = new GrizzlyTransport("bare");
    private final ClientEndpointConfig config =
            ClientEndpointConfig.Builder.create().build();

    @Override
    public Client connect(URI uri, Events events) throws Exception {
        BareListener listener = new BareListener(events);
        transport.open(
                new ConnectRequest(uri, Map.of(), config, null, true, null, false, Duration.ofSeconds(10), MAX_FRAME),
                listener);
        return new JakartaClient(listener.awaitOpen().session(), events);
    }

    @Override
    public void close() throws Exception {
        transport.close();
    }
}
