package dev.mooring.websocket.dispatch;

import jakarta.websocket.Decoder;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.EndpointConfig;
import java.util.List;

/** The decoders of one session. */
public final class Decoders {

    private Decoders() {}

    /** Creates and initialises the decoders, in this order. */
    public static Decoders of(List<Class<? extends Decoder>> types, EndpointConfig config) throws DeploymentException {
        throw new UnsupportedOperationException();
    }

    /** Ends all of them. */
    public void destroy() {}
}
