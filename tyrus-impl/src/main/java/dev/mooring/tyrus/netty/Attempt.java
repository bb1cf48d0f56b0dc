package dev.mooring.tyrus.netty;

import jakarta.websocket.ClientEndpointConfig;
import java.util.Map;
import org.glassfish.tyrus.spi.ClientEngine;
import org.jspecify.annotations.Nullable;

/** One connection that Tyrus's own client waits for: by a line for each request, of which a redirect brings another. Thread-safe. */
final class Attempt {

    final ClientEndpointConfig config;
    final Map<String, Object> properties;
    final ClientEngine engine;
    private volatile boolean aborted;
    private volatile @Nullable Line line;

    Attempt(ClientEndpointConfig config, Map<String, Object> properties, ClientEngine engine) {
        this.config = config;
        this.properties = properties;
        this.engine = engine;
    }

    /** The line of the present request; if the attempt was aborted meanwhile it is ended at once. */
    void connectedBy(Line opening) {
        line = opening;
        if (aborted) {
            opening.abort();
        }
    }

    /** Tyrus waits no longer. It may say so to an earlier request than the present one. */
    void abort() {
        aborted = true;
        Line present = line;
        if (present != null) {
            present.abort();
        }
    }

    boolean isAborted() {
        return aborted;
    }
}
