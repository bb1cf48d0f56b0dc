package dev.mooring.websocket.dispatch;

import jakarta.websocket.Decoder;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Encoder;
import java.util.List;

/** A parsed and validated endpoint class. Immutable. */
public final class EndpointModel {

    private EndpointModel() {}

    /** Parses a class; its class-level annotation is the caller's business. */
    public static EndpointModel parse(
            Class<?> type,
            List<Class<? extends Decoder>> decoders,
            List<Class<? extends Encoder>> encoders,
            List<ParameterResolver> resolvers)
            throws DeploymentException {
        throw new UnsupportedOperationException();
    }

    /** The endpoint that calls this instance. */
    public AnnotatedEndpoint bind(Object instance) {
        throw new UnsupportedOperationException();
    }
}
